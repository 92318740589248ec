internal import NetmakerCore
internal import NetmakerWG

/// So many peers, always the same: those of netlink-floor, and in its order. Nothing else here knows how a peer is
/// described to NetmakerWG.
struct Crowd {
    let size: Int
    /// How many each peer has, 1 to 3: a host of IPv4, one of IPv6, and a network behind it.
    let allowedIPs: Int
    /// The device's own; nil for none, which spares the kernel a Diffie-Hellman a peer.
    let privateKey: PrivateKey?

    /// What has become of a peer.
    enum Change {
        case nothing
        /// It is reached elsewhere.
        case moved
        /// It has another address besides, and the former no more.
        case readdressed
    }

    /// The peers of some indices, as they are wanted.
    func peers(
        _ indices: Range<Int>, _ change: (Int) -> Change = { _ in .nothing }
    ) throws -> [PublicKey: PeerConfiguration] {
        var peers: [PublicKey: PeerConfiguration] = [:]
        peers.reserveCapacity(indices.count)
        for index in indices {
            peers[try key(index)] = PeerConfiguration(
                endpoint: .pinned(try endpoint(index, change(index))),
                persistentKeepalive: try PersistentKeepalive(seconds: 25),
                allowedIPs: try allowedIPs(index, change(index)))
        }
        return peers
    }

    /// A device with peers; what it costs to make one of them is ours.
    func configuration(_ peers: [PublicKey: PeerConfiguration]) -> DeviceConfiguration {
        DeviceConfiguration(privateKey: privateKey, peers: peers)
    }

    /// Everything said again to peers that are there.
    func repetition() throws -> DevicePlan {
        DevicePlan(
            peers: try (0..<size).map { index in
                PeerChange(
                    .update, try key(index), endpoint: PeerEndpoint(try endpoint(index, .nothing)),
                    persistentKeepalive: try PersistentKeepalive(seconds: 25),
                    allowedIPs: .replace(try allowedIPs(index, .nothing)))
            })
    }

    static func privateKey() throws -> PrivateKey { try PrivateKey(bytes: Array(repeating: 0x42, count: 32)) }

    /// Ascends with the index, so that a plan's order is that of the numbers.
    func key(_ index: Int) throws -> PublicKey {
        let number = UInt64(index + 1)
        let words =
            [number << 32 | Self.scattered(number) >> 32] + (1..<4).map { Self.scattered(4 * number + $0) }
        return try PublicKey(bytes: words.flatMap { withUnsafeBytes(of: $0.bigEndian) { Array($0) } })
    }

    private func endpoint(_ index: Int, _ change: Change) throws -> Endpoint {
        Endpoint(
            address: .v4(IPv4Address(rawValue: 0xC612_0000 + UInt32(index + 1))),
            port: try ListenPort(rawValue: change == .nothing ? 51821 : 51822))
    }

    private func allowedIPs(_ index: Int, _ change: Change) throws -> AllowedIPs {
        let number = UInt32(index + 1)
        let all = [
            IPPrefix(host: .v4(IPv4Address(rawValue: (change == .readdressed ? 0x0A8A_0000 : 0x0A0A_0000) + number))),
            IPPrefix(host: .v6(IPv6Address(rawValue: 0xFD00_0010 << 96 | UInt128(number)))),
            try IPPrefix(containing: .v4(IPv4Address(rawValue: 0x6440_0000 + number << 8)), length: 24),
        ]
        return AllowedIPs(all.prefix(allowedIPs))
    }

    /// SplitMix64 (Steele, Lea and Flood, 2014).
    private static func scattered(_ state: UInt64) -> UInt64 {
        var z = state &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
