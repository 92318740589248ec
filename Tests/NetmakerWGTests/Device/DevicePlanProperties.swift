import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

/// What holds of the plan between any two devices, shown on random ones.
@Suite struct `Any device plan` {
    static let seeds = (0..<20).map { UInt64($0) }

    @Test(arguments: seeds)
    func `leads where it is to lead, and then there is nothing left to do`(seed: UInt64) async throws {
        var devices = RandomDevices(seed: seed)
        for _ in 0..<100 {
            let (device, wanted) = try await devices.pair()
            let before = try await device.state()
            try await device.apply(DevicePlan(from: before, to: wanted, now: .testNow))
            let after = try await device.state()
            #expect(after.mismatch(with: wanted.following(before)) == nil)
            #expect(DevicePlan(from: after, to: wanted, now: .testNow).isEmpty)
        }
    }

    @Test(arguments: seeds)
    func `never leaves a wanted prefix to nobody`(seed: UInt64) async throws {
        var devices = RandomDevices(seed: seed)
        for _ in 0..<100 {
            let (device, wanted) = try await devices.pair()
            var state = try await device.state()
            let plan = DevicePlan(from: state, to: wanted, now: .testNow)
            // A peer whose key becomes the device's own is dropped with its prefixes: nothing can be done about that.
            state.apply(DevicePlan(privateKey: plan.privateKey))
            let kept = state.ownedPrefixes.intersection(wanted.peers.values.flatMap(\.allowedIPs))
            for step in plan.peers {
                state.apply(DevicePlan(peers: [step]))
                #expect(state.ownedPrefixes.isSuperset(of: kept))
            }
        }
    }

    @Test(arguments: seeds)
    func `touches no peer that is as it is wanted, and none more than twice`(seed: UInt64) async throws {
        var devices = RandomDevices(seed: seed)
        for _ in 0..<100 {
            let (device, wanted) = try await devices.pair()
            let state = try await device.state()
            let plan = DevicePlan(from: state, to: wanted, now: .testNow)
            let touched = Dictionary(grouping: plan.peers, by: \.publicKey)
            for (key, steps) in touched {
                #expect(steps.count <= 2)
                let alone = DeviceState(interface: state.interface, peers: state.peers.filter { $0.key == key })
                let wish = DeviceConfiguration(privateKey: nil, peers: wanted.peers.filter { $0.key == key })
                #expect(alone.mismatch(with: wish) != nil)
            }
        }
    }
}

/// Random devices and wishes, out of few keys, prefixes and endpoints, so that they clash.
private struct RandomDevices {
    private var generator: SplitMix
    private let keys: [PrivateKey]
    private let presharedKeys = (0..<2).map { _ in PresharedKey.generate() }

    init(seed: UInt64) {
        generator = SplitMix(seed: seed)
        keys = (0..<8).map { _ in PrivateKey.generate() }
    }

    /// A device in some state, and what it is to become.
    mutating func pair() async throws -> (FakeWireGuardDevice, DeviceConfiguration) {
        let device = FakeWireGuardDevice(try interface("nm-test"))
        let start = try configuration()
        try await device.apply(DevicePlan(from: try await device.state(), to: start, now: .testNow))
        // Some peers have been heard of, some from elsewhere than they were configured.
        var roamed: [PublicKey: (Timestamp, Endpoint)] = [:]
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

    private mutating func configuration() throws -> DeviceConfiguration {
        var peers: [PublicKey: PeerConfiguration] = [:]
        for key in keys.dropFirst(2) where Bool.random(using: &generator) {
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
        peer.allowedIPs = AllowedIPs(
            try (0..<count).map { _ in
                let number = Int.random(in: 0..<10, using: &generator)
                return try prefix(number < 6 ? "10.10.\(number).0/24" : "fd00:10:\(number)::/48")
            })
        return peer
    }

    private mutating func endpoint() throws -> Endpoint {
        try Endpoint(parsing: ["192.0.2.1:1", "192.0.2.2:2", "[2001:db8::1]:3"].randomElement(using: &generator) ?? "")
    }
}

extension DeviceState {
    fileprivate var ownedPrefixes: Set<IPPrefix> { Set(peers.values.flatMap(\.allowedIPs)) }
}

extension DeviceConfiguration {
    /// This wish, but for the endpoints of live peers that have moved and are not pinned: those are followed.
    fileprivate func following(_ state: DeviceState) -> DeviceConfiguration {
        var peers = peers
        for (key, peer) in peers {
            guard case .initial = peer.endpoint, let actual = state.peers[key], let moved = actual.endpoint,
                let handshake = actual.lastHandshake, handshake > .ago(180)
            else { continue }
            peers[key]?.endpoint = .initial(moved)
        }
        return DeviceConfiguration(
            privateKey: privateKey, listenPort: listenPort, firewallMark: firewallMark, peers: peers)
    }
}
