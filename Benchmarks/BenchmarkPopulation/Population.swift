package import NetmakerCore

/// A server with so many of everything: nodes, access keys and resting addresses in one network, removed nodes, users
/// with a session each, and a tenth as many other networks. Always the same.
package struct Population: Sendable {
    package let size: Int
    package let network: Network

    /// 2026-01-01T00:00:00Z.
    package static let now = Timestamp(millisecondsSince1970: 1_767_225_600_000)

    package init(size: Int) throws {
        self.size = size
        network = try Self.network("harbor", number: 0)
    }

    package func truth() throws -> Truth {
        let others = try (1...max(1, size / 10)).map { number in
            NetworkState(try Self.network("branch-\(number)", number: number), revision: Revision(1))
        }
        // Nodes that were, with the addresses above those of the nodes that are.
        let removed = try (size + 1...2 * size).map { number in
            RemovedNode(try node(number), reason: .left, at: Self.now - .seconds(7200 * (2 * size - number) / size))
        }
        let harbor = try NetworkState(
            network, revision: Revision(1), nodes: (1...size).map { try node($0) },
            accessKeys: (1...size).map { try accessKey($0) }, removedNodes: removed)
        return try Truth(directory: directory(), networks: [harbor] + others, removedNodes: removed)
    }

    private func directory() throws -> Directory {
        let users = [Self.alice] + (try (1...size).map { try Self.user("user-\($0)") })
        let sessions = users.enumerated().map { number, user in
            LoginSession(
                id: SessionID(rawValue: Self.scattered(number)), user: user.name, tokenHash: Self.secret(number).hash,
                createdAt: Self.now, expiresAt: Self.now + .seconds(3600))
        }
        return Directory(
            revision: Revision(1), server: ServerIdentity(id: ServerID(rawValue: 1), createdAt: Self.now),
            users: users, loginSessions: sessions)
    }
}

extension Population {
    package static func nodeID(_ number: Int) -> NodeID { NodeID(rawValue: scattered(number)) }

    package func node(_ number: Int) throws -> Node {
        Node(
            id: Self.nodeID(number), network: network.name, name: NodeName(adapting: "machine-\(number)"),
            identity: try Self.identity(number), publicKey: try Self.publicKey(number),
            ipv4: network.ranges.ipv4.map { IPv4Address(rawValue: $0.address.rawValue + UInt32(number)) },
            ipv6: network.ranges.ipv6.map { IPv6Address(rawValue: $0.address.rawValue + UInt128(number)) },
            listenPort: .netmaker, persistentKeepalive: .netmaker, mtu: .wireGuard, interface: Self.interface,
            localAddresses: try Self.report(number).localAddresses,
            observedIPv4: IPv4Address(rawValue: 0xC633_6400 + UInt32(number % 250)),
            facts: Self.facts, joinedAt: Self.now, accessKey: AccessKeyID(rawValue: 1),
            revision: Revision(1))
    }

    /// What the agent of a machine says.
    ///
    /// - Parameter host: the machine's place on its own network.
    package static func report(_ number: Int, host: Int = 1) throws -> NodeReport {
        NodeReport(
            listenPort: .netmaker, interface: interface, mtu: .wireGuard,
            localAddresses: [try InterfaceAddress(parsing: "192.168.\(number % 250).\(host)/24")],
            facts: facts)
    }

    package static func identity(_ number: Int) throws -> IdentityKey { try IdentityKey(bytes: bytes(number, mark: 1)) }
    package static func publicKey(_ number: Int) throws -> PublicKey { try PublicKey(bytes: bytes(number, mark: 2)) }

    package static func secret(_ number: Int) -> Secret {
        var generator = Scattering(state: UInt64(number))
        return Secret(using: &generator)
    }

    package static let alice = User(
        name: constant { () throws(ModelError) in try UserName(parsing: "alice") }, role: .superAdmin,
        password: password, createdAt: now, revision: Revision(1))

    private func accessKey(_ number: Int) throws -> AccessKey {
        AccessKey(
            id: AccessKeyID(rawValue: Self.scattered(number)), network: network.name,
            name: try AccessKeyName(parsing: "key-\(number)"), secretHash: Self.secret(number).hash, uses: .unlimited,
            expiresAt: nil, createdAt: Self.now, revision: Revision(1))
    }

    private static func user(_ name: String) throws -> User {
        User(
            name: try UserName(parsing: name), role: .superAdmin, password: password, createdAt: now,
            revision: Revision(1))
    }

    private static func network(_ name: String, number: Int) throws -> Network {
        Network(
            name: try NetworkName(parsing: name), displayName: name,
            ranges: try AddressRanges(
                ipv4: IPv4Prefix(parsing: "10.10.0.0/16"), ipv6: IPv6Prefix(parsing: "fd00:10::/64")),
            epoch: Epoch(rawValue: UInt64(number) + 1), createdAt: now, revision: Revision(1))
    }

    private static let facts = NodeFacts(
        hostname: "machine", operatingSystem: "Debian GNU/Linux 12 (bookworm)", architecture: "x86_64", version: "1.0",
        backend: "kernel")
    private static let interface = constant { () throws(ModelError) in try InterfaceName(parsing: "nm-harbor") }
    private static let password = PasswordHash(
        cost: 2, blockSize: 1, parallelization: 1, salt: [1, 2, 3], derivedKey: Array(repeating: 7, count: 32))

    private static func constant<Value>(_ make: () throws(ModelError) -> Value) -> Value {
        do { return try make() } catch { preconditionFailure("no such value: \(error)") }
    }

    private static func bytes(_ number: Int, mark: UInt8) -> [UInt8] {
        [mark] + Array(repeating: 0, count: 23) + withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) }
    }

    /// Ids as the server makes them: all over the place.
    private static func scattered(_ number: Int) -> UInt64 {
        var generator = Scattering(state: UInt64(number))
        return generator.next()
    }
}

/// Random numbers that are the same in every run: SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom
/// Number Generators", 2014).
private struct Scattering: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
