import NetmakerCore
import NetmakerTesting
import NetmakerWG

/// Random devices and wishes, out of few keys, prefixes and endpoints, so that they clash.
struct RandomDevices {
    private var generator: SeededGenerator
    private let keys: [PrivateKey]
    private let presharedKeys: [PresharedKey]

    init(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        // The keys too, since what follows goes in their order.
        func bytes() -> [UInt8] { (0..<32).map { _ in .random(in: .min ... .max, using: &generator) } }
        keys = try (0..<8).map { _ in try PrivateKey(bytes: bytes()) }
        presharedKeys = try (0..<2).map { _ in try PresharedKey(bytes: bytes()) }
        self.generator = generator
    }

    /// A device in some state, and what it is to become.
    mutating func pair() async throws -> (FakeWireGuardDevice, DeviceConfiguration) {
        let device = FakeWireGuardDevice(try interface("nm-test"))
        let start = try configuration()
        try await device.apply(DevicePlan(from: try await device.state(), to: start, now: .testNow))
        // Some peers have been heard of, some from elsewhere than they were configured.
        var roamed: [PublicKey: (Timestamp, PeerEndpoint)] = [:]
        for key in start.peers.keys.sorted() where Bool.random(using: &generator) {
            roamed[key] = (.ago(Int64.random(in: 0...400, using: &generator)), try endpoint())
        }
        let news = roamed
        await device.alter { state in
            for (key, (time, endpoint)) in news {
                state.peers[key]?.lastHandshake = time
                state.peers[key]?.endpoint = endpoint
            }
        }
        return (device, try configuration())
    }

    /// What some device is to be.
    mutating func configuration() throws -> DeviceConfiguration {
        var peers: [PublicKey: PeerConfiguration] = [:]
        // Now and then none stays.
        let chosen = Int.random(in: 0..<8, using: &generator) == 0 ? [] : keys.dropFirst(2)
        for key in chosen where Bool.random(using: &generator) {
            peers[key.publicKey] = try peer()
        }
        return DeviceConfiguration(
            privateKey: [nil, keys[0], keys[1], keys[2]].randomElement(using: &generator) ?? nil,
            listenPort: Bool.random(using: &generator) ? .netmaker : nil,
            firewallMark: FirewallMark(UInt32.random(in: 0...2, using: &generator)),
            peers: peers)
    }

    private mutating func peer() throws -> PeerConfiguration {
        var peer = PeerConfiguration(
            presharedKey: [nil, presharedKeys[0], presharedKeys[1]].randomElement(using: &generator) ?? nil)
        peer.persistentKeepalive = Bool.random(using: &generator) ? .netmaker : .off
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: peer.endpoint = .pinned(try endpoint())
        case 1: peer.endpoint = .initial(try endpoint())
        default: break
        }
        let count = Int.random(in: 0...3, using: &generator)
        peer.allowedIPs = AllowedIPs(try (0..<count).map { _ in try prefix() })
        return peer
    }

    private mutating func prefix() throws -> IPPrefix {
        let number = Int.random(in: 0..<12, using: &generator)
        let text =
            switch number {
            case 0..<6: "10.10.\(number).0/24"
            case 6..<10: "fd00:10:\(number)::/48"
            case 10: "0.0.0.0/0"
            default: "::/0"
            }
        return try IPPrefix(parsing: text)
    }

    private mutating func endpoint() throws -> PeerEndpoint {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: try peerEndpoint("192.0.2.1:1")
        case 1: try peerEndpoint("192.0.2.2:2")
        case 2: try peerEndpoint("[2001:db8::1]:3")
        // The loopback interface is the first of every network namespace.
        default: try peerEndpoint("[fe80::1]:4", scope: 1)
        }
    }
}
