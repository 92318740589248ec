internal import NetmakerCore

/// Networks of any size, always the same: both families everywhere.
enum Population {
    struct Missing: Error {}

    /// 2026-01-01T00:00:00Z.
    static let time = Timestamp(millisecondsSince1970: 1_767_225_600_000)

    /// Where the agent of a machine behind a NAT stands.
    static func vantage() throws -> Vantage {
        Vantage(
            localAddresses: [try InterfaceAddress(parsing: "192.0.2.77/24")],
            observedAddresses: [.v4(IPv4Address(rawValue: 0xC633_6401))],
            tunneledRanges: [try IPPrefix(parsing: "10.10.0.0/16"), try IPPrefix(parsing: "fd00:10::/64")])
    }

    static func nodeID(_ number: Int) -> NodeID { NodeID(rawValue: UInt64(number)) }

    static func allocator(taken: Int) throws -> AddressAllocator {
        var allocator = AddressAllocator(range: try IPPrefix(parsing: "10.10.0.0/16"))
        for _ in 0..<taken { _ = try allocator.allocate(now: time) }
        return allocator
    }

    static func network(of size: Int) throws -> NetworkState {
        let name = try NetworkName(parsing: "harbor")
        let network = Network(
            name: name, displayName: "harbor",
            ranges: try AddressRanges(
                ipv4: IPv4Prefix(parsing: "10.10.0.0/16"), ipv6: IPv6Prefix(parsing: "fd00:10::/64")),
            epoch: Epoch(rawValue: 1), createdAt: time)
        let interface = try InterfaceName(parsing: "nm-harbor")
        let facts = NodeFacts(
            hostname: "machine", operatingSystem: "Debian GNU/Linux 12 (bookworm)", architecture: "x86_64",
            version: "1.0", backend: "kernel")
        var state = NetworkState(network)
        for number in 1...size {
            let addresses = try state.nextAddresses(now: time)
            let node = Node(
                id: nodeID(number), network: name, name: NodeName(adapting: "machine-\(number)"),
                identity: try IdentityKey(bytes: bytes(number, mark: 1)),
                publicKey: try PublicKey(bytes: bytes(number, mark: 2)), ipv4: addresses.ipv4, ipv6: addresses.ipv6,
                listenPort: .netmaker, persistentKeepalive: .netmaker, mtu: .wireGuard, interface: interface,
                localAddresses: [
                    try InterfaceAddress(parsing: "192.0.2.\(number % 250 + 1)/24"),
                    try InterfaceAddress(parsing: "2001:db8::\(number % 250 + 1)/64"),
                ],
                observedIPv4: IPv4Address(rawValue: 0xC633_6400 + UInt32(number % 250)),
                observedIPv6: IPv6Address(rawValue: 0x2001_0DB8_0001 << 80 | UInt128(number)), facts: facts,
                joinedAt: time,
                accessKey: AccessKeyID(rawValue: 1))
            try state.apply([.putNode(node)], at: state.revision.next, time: time)
        }
        return state
    }

    private static func bytes(_ number: Int, mark: UInt8) -> [UInt8] {
        [mark] + Array(repeating: 0, count: 23) + withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) }
    }
}
