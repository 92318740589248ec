import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

/// What holds of the plan between any two devices, shown on random ones.
@Suite struct `Any device plan` {
    /// A hundred pairs each.
    static let seeds = (0..<50).map { UInt64($0) }

    @Test(arguments: seeds)
    func `leads where it is to lead, and then there is nothing left to do`(seed: UInt64) async throws {
        var devices = try RandomDevices(seed: seed)
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
        var devices = try RandomDevices(seed: seed)
        for _ in 0..<100 {
            let (device, wanted) = try await devices.pair()
            var state = try await device.state()
            let plan = DevicePlan(from: state, to: wanted, now: .testNow)
            // A peer whose key becomes the device's own is dropped with its prefixes: nothing can be done about that.
            state.apply(DevicePlan(privateKey: plan.privateKey))
            let kept = state.ownedPrefixes.intersection(wanted.peers.values.flatMap(\.allowedIPs))
            state.apply(DevicePlan(formerPeers: plan.formerPeers))
            #expect(state.ownedPrefixes.isSuperset(of: kept))
            for step in plan.peers {
                state.apply(DevicePlan(peers: [step]))
                #expect(state.ownedPrefixes.isSuperset(of: kept))
            }
        }
    }

    @Test(arguments: seeds)
    func `leads to the same by a peer that takes what nobody is to have`(seed: UInt64) async throws {
        var devices = try RandomDevices(seed: seed)
        let sink = try publicKey(255)
        for _ in 0..<100 {
            let (device, wanted) = try await devices.pair()
            let before = try await device.state()
            let plan = DevicePlan(from: before, to: wanted, now: .testNow)
            try await device.apply(plan.removingAllowedIPs(by: sink))
            let after = try await device.state()
            #expect(after.mismatch(with: wanted.following(before)) == nil)
            #expect(plan.stepsInForce(in: after) == plan.peers.count)
        }
    }

    @Test(arguments: seeds)
    func `touches no peer that is as it is wanted, and none twice`(seed: UInt64) async throws {
        var devices = try RandomDevices(seed: seed)
        for _ in 0..<100 {
            let (device, wanted) = try await devices.pair()
            let state = try await device.state()
            let plan = DevicePlan(from: state, to: wanted, now: .testNow)
            let touched = Dictionary(grouping: plan.peers, by: \.publicKey)
            for (key, steps) in touched {
                #expect(steps.count == 1)
                let alone = DeviceState(interface: state.interface, peers: state.peers.filter { $0.key == key })
                let wish = DeviceConfiguration(privateKey: nil, peers: wanted.peers.filter { $0.key == key })
                #expect(alone.mismatch(with: wish) != nil)
            }
        }
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
