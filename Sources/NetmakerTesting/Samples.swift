public import NetmakerCore

/// Values for tests: the n-th of each kind is always the same, and no two are equal. Addresses of machines come from
/// the ranges kept for documentation (RFC 5737, RFC 3849).
public enum Samples {
    /// 2026-01-01T00:00:00Z.
    public static let time = Timestamp(millisecondsSince1970: 1_767_225_600_000)

    public static func nodeID(_ number: Int) -> NodeID { NodeID(rawValue: UInt64(number)) }

    public static func accessKeyID(_ number: Int) -> AccessKeyID { AccessKeyID(rawValue: UInt64(number)) }

    /// A WireGuard public key nobody has the private half of.
    public static func publicKey(_ number: Int) -> PublicKey {
        sample { () throws(ModelError) in try PublicKey(bytes: bytes(number, mark: 0x57)) }
    }

    /// The public half of an identity key nobody has the private half of.
    public static func identity(_ number: Int) -> IdentityKey {
        sample { () throws(ModelError) in try IdentityKey(bytes: bytes(number, mark: 0x1D)) }
    }

    public static func secret(_ number: Int) -> Secret {
        var generator = SeededGenerator(seed: UInt64(number))
        return Secret(using: &generator)
    }

    /// An address of 192.0.2.0/24: `number` is 1...254.
    public static func address(_ number: Int) -> IPAddress {
        sample { () throws(ModelError) in try IPAddress(parsing: "192.0.2.\(number)") }
    }

    public static func networkName(_ text: String = "harbor") -> NetworkName {
        sample { () throws(ModelError) in try NetworkName(parsing: text) }
    }

    public static func nodeName(_ number: Int) -> NodeName { NodeName(adapting: "machine-\(number)") }

    public static func userName(_ text: String = "alice") -> UserName {
        sample { () throws(ModelError) in try UserName(parsing: text) }
    }

    /// 10.10.0.0/16 and fd00:10::/64.
    public static let ranges: AddressRanges = sample { () throws(ModelError) in
        try AddressRanges(
            ipv4: try IPv4Prefix(parsing: "10.10.0.0/16"), ipv6: try IPv6Prefix(parsing: "fd00:10::/64"))
    }

    public static func network(
        _ name: String = "harbor", ranges: AddressRanges = Samples.ranges, epoch: UInt64 = 1
    ) -> Network {
        Network(
            name: networkName(name), displayName: name, ranges: ranges, epoch: Epoch(rawValue: epoch),
            createdAt: time, revision: Revision(1))
    }

    public static func facts(hostname: String = "machine") -> NodeFacts {
        NodeFacts(
            hostname: hostname, operatingSystem: "Debian GNU/Linux 12 (bookworm)", architecture: "x86_64",
            version: "0.1.0", backend: "kernel")
    }

    /// What the agent of a machine with one address of its own says.
    public static func report(_ number: Int = 1, hostname: String = "machine") -> NodeReport {
        NodeReport(
            listenPort: .netmaker, interface: interface, mtu: .wireGuard,
            localAddresses: [
                sample { () throws(ModelError) in try InterfaceAddress(parsing: "198.51.100.\(number % 250 + 1)/24") }
            ],
            facts: facts(hostname: hostname))
    }

    /// The n-th node of a network, with its n-th addresses: `number` is 1...65533.
    public static func node(
        _ number: Int, in network: Network = Samples.network(), revision: Revision = Revision(1)
    ) -> Node {
        Node(
            id: nodeID(number), network: network.name, name: nodeName(number), identity: identity(number),
            publicKey: publicKey(number),
            ipv4: network.ranges.ipv4.map { IPv4Address(rawValue: $0.address.rawValue + UInt32(number)) },
            ipv6: network.ranges.ipv6.map { IPv6Address(rawValue: $0.address.rawValue + UInt128(number)) },
            listenPort: .netmaker, persistentKeepalive: .netmaker, mtu: .wireGuard, interface: interface,
            facts: facts(), joinedAt: time, accessKey: accessKeyID(1), revision: revision)
    }

    public static func accessKey(
        _ number: Int, in network: Network = Samples.network(), uses: AccessKey.Uses = .unlimited,
        expiresAt: Timestamp? = nil, revision: Revision = Revision(1)
    ) -> AccessKey {
        AccessKey(
            id: accessKeyID(number), network: network.name,
            name: sample { () throws(ModelError) in try AccessKeyName(parsing: "key-\(number)") },
            secretHash: secret(number).hash, uses: uses, expiresAt: expiresAt, createdAt: time, revision: revision)
    }

    /// A custom name of the network harbor, at revision 1.
    ///
    /// - Parameter addresses: none for 10.10.0.99.
    public static func dnsRecord(
        _ name: String = "sqlserver", _ addresses: [String] = [], revision: Revision = Revision(1)
    ) -> DNSRecord {
        let texts = addresses.isEmpty ? ["10.10.0.99"] : addresses
        return sample { () throws(ModelError) in
            var values: [IPAddress] = []
            for text in texts { values.append(try IPAddress(parsing: text)) }
            return DNSRecord(
                network: networkName(), name: try DNSRecordName(parsing: name),
                target: .addresses(try DNSAddresses(values)), createdAt: time, revision: revision)
        }
    }

    /// The n-th external client of a network, with an address far above those of nodes: `number` is 1...250.
    public static func client(
        _ number: Int, by gateway: NodeID = nodeID(1), in network: Network = Samples.network(),
        revision: Revision = Revision(1)
    ) -> ExternalClient {
        ExternalClient(
            id: ExternalClientID(rawValue: UInt64(number)), network: network.name,
            name: NodeName(adapting: "client-\(number)"), publicKey: publicKey(60_000 + number),
            ipv4: network.ranges.ipv4.map { IPv4Address(rawValue: $0.address.rawValue + 60_000 + UInt32(number)) },
            ipv6: network.ranges.ipv6.map { IPv6Address(rawValue: $0.address.rawValue + 60_000 + UInt128(number)) },
            gateway: gateway, createdAt: time, revision: revision)
    }

    /// The n-th node of a network as an ingress gateway that is reached at an address of its own.
    public static func gateway(_ number: Int, in network: Network = Samples.network()) -> Node {
        var node = node(number, in: network)
        node.roles.ingress = sample { () throws(ModelError) in try IngressGateway() }
        node.pinnedEndpoint = Endpoint(address: address(number), port: .netmaker)
        return node
    }

    public static func prefix(_ text: String) -> IPPrefix {
        sample { () throws(ModelError) in try IPPrefix(parsing: text) }
    }

    /// A user whose password nobody knows.
    public static func user(
        _ name: String = "alice", role: Role = .superAdmin, revision: Revision = Revision(1)
    ) -> User {
        User(name: userName(name), role: role, password: passwordHash, createdAt: time, revision: revision)
    }

    public static let passwordHash = PasswordHash(
        cost: 2, blockSize: 1, parallelization: 1, salt: [1, 2, 3], derivedKey: Array(repeating: 7, count: 32))

    public static func loginSession(_ number: Int, of user: String = "alice") -> LoginSession {
        LoginSession(
            id: SessionID(rawValue: UInt64(number)), user: userName(user), tokenHash: secret(number).hash,
            createdAt: time, expiresAt: time + .seconds(3600))
    }

    /// The secret of the n-th API token is the n-th `secret`.
    public static func apiToken(
        _ number: Int, of user: String = "alice", access: APIToken.Access = .readWrite,
        networks: Set<NetworkName>? = nil, expiresAt: Timestamp? = nil
    ) -> APIToken {
        APIToken(
            id: APITokenID(rawValue: UInt64(number)), user: userName(user),
            name: sample { () throws(ModelError) in try APITokenName(parsing: "token-\(number)") },
            secretHash: secret(number).hash, access: access, networks: networks, expiresAt: expiresAt, createdAt: time,
            revision: Revision(1))
    }

    private static let interface: InterfaceName = sample { () throws(ModelError) in
        try InterfaceName(parsing: "nm-harbor")
    }

    private static func bytes(_ number: Int, mark: UInt8) -> [UInt8] {
        [mark] + Array(repeating: 0, count: 23) + withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) }
    }

    /// Samples are constants: one that is no value is a slip in this file, or in the call.
    private static func sample<Value>(_ make: () throws(ModelError) -> Value) -> Value {
        do { return try make() } catch { preconditionFailure("no such sample: \(error)") }
    }
}
