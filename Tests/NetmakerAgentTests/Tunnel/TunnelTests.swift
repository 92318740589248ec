import Logging
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `A tunnel` {
    private let backend = FakeBackend()
    private let clock = VirtualClock()
    private let wallClock = ManualClock()
    private let tunnel: Tunnel
    private let network = Samples.network()

    init() async throws {
        tunnel = Tunnel(
            interface: .default(for: network.name), privateKey: .generate(), index: NetworkIndex(besides: []),
            backend: backend, clock: AgentClock(clock),
            wallClock: wallClock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await tunnel.apply(localAddresses: [try InterfaceAddress(parsing: "192.168.1.1/24")])
        try await tunnel.apply(configuration(observed: "198.51.100.1"))
    }

    private func configuration(observed: String? = nil) throws -> NodeConfiguration {
        var node = Samples.node(1)
        node.observedIPv4 = try observed.map { try IPv4Address(parsing: $0) }
        return NodeConfiguration(of: node, in: network)
    }

    private func map(_ records: [PeerRecord], at revision: UInt64 = 10) -> PeerMap {
        PeerMap(epoch: network.epoch, revision: Revision(revision), peers: records)
    }

    /// A peer on the same link, which is also reached through the public address.
    private func neighbour() throws -> PeerRecord {
        var node = Samples.node(2)
        node.localAddresses = [try InterfaceAddress(parsing: "192.168.1.2/24")]
        node.observedIPv4 = try IPv4Address(parsing: "198.51.100.1")
        return PeerRecord(node)
    }

    private var device: FakeWireGuardDevice {
        get async throws { try #require(await backend.tunnel(.default(for: network.name))).device }
    }

    private func endpoint() async throws -> String? {
        try await device.state().peers[Samples.publicKey(2)]?.endpoint?.description
    }

    @Test func `touches nothing before it has a map`() async throws {
        #expect(await backend.interfaces == [])
        #expect(await tunnel.timeToLook == Tunnel.verificationInterval)
    }

    @Test func `keeps its interface when a server names another`() async throws {
        try await tunnel.apply(map([TestServer.record(2)]))
        var node = Samples.node(1)
        node.interface = try InterfaceName(parsing: "nm-branch")
        let wanted = NodeConfiguration(of: node, in: network)
        let error = await #expect(throws: AgentError.self) { try await tunnel.apply(wanted) }
        #expect(error?.code == .refused)
        #expect(await backend.interfaces == [.default(for: network.name)])
        #expect(try await device.state().peers.count == 1)
    }

    @Test func `makes the device what the map says`() async throws {
        try await tunnel.apply(map([TestServer.record(2), TestServer.record(3)]))
        let state = try await device.state()
        let key = await tunnel.privateKey.publicKey
        #expect(state.publicKey == key)
        #expect(state.listenPort == .netmaker)
        #expect(
            state.peers[Samples.publicKey(3)]?.allowedIPs.map(\.description) == ["10.10.0.3/32", "fd00:10::3/128"])
        #expect(await tunnel.revisionInForce == Revision(10))
    }

    @Test func `sends nothing when the same is told again`() async throws {
        try await tunnel.apply(map([TestServer.record(2)]))
        try await tunnel.apply(map([TestServer.record(2)], at: 11))
        try await tunnel.apply(configuration(observed: "198.51.100.1"))
        try await tunnel.look()
        #expect(try await device.plans.count == 1)
        #expect(await tunnel.revisionInForce == Revision(11))
    }

    @Test func `removes the old key of a peer that has a new one`() async throws {
        let map = map([TestServer.record(2), TestServer.record(3)])
        try await tunnel.apply(map)
        let old = TestServer.record(2)
        let rotated = PeerRecord(
            id: old.id, name: old.name, publicKey: Samples.publicKey(77), ipv4: old.ipv4, ipv6: old.ipv6,
            candidates: old.candidates)
        let after = self.map([rotated, TestServer.record(3)], at: 11)
        try await tunnel.apply(
            MapDelta(from: Revision(10), to: Revision(11), changed: [rotated], removed: [], digest: after.digest))
        #expect(try await device.state().peers.keys.sorted() == [Samples.publicKey(3), Samples.publicKey(77)].sorted())
    }

    @Test func `knows a key that follows, and routes nothing to it before it is used`() async throws {
        let old = TestServer.record(2)
        func record(_ key: Int, next: Int?) -> PeerRecord {
            PeerRecord(
                id: old.id, name: old.name, publicKey: Samples.publicKey(key),
                nextPublicKey: next.map { Samples.publicKey($0) }, ipv4: old.ipv4, ipv6: old.ipv6,
                candidates: old.candidates)
        }
        try await tunnel.apply(map([record(2, next: 77)]))
        #expect(try await device.state().peers[Samples.publicKey(77)]?.allowedIPs.map(\.description) == [])
        let after = map([record(77, next: nil)], at: 11)
        try await tunnel.apply(
            MapDelta(
                from: Revision(10), to: Revision(11), changed: [record(77, next: nil)], removed: [],
                digest: after.digest))
        let peers = try await device.state().peers
        #expect(peers.keys.sorted() == [Samples.publicKey(77)])
        #expect(peers[Samples.publicKey(77)]?.allowedIPs.map(\.description) == old.allowedIPs.map(\.description))
    }

    @Test func `goes over to a new key of its own`() async throws {
        try await tunnel.apply(map([TestServer.record(2)]))
        let key = PrivateKey.generate()
        await tunnel.use(key)
        var node = Samples.node(1)
        node.publicKey = key.publicKey
        try await tunnel.apply(NodeConfiguration(of: node, in: network))
        #expect(try await device.state().publicKey == key.publicKey)
        #expect(try await device.state().peers.count == 1)
    }

    @Test func `ends a peer at its moment, whatever the server says`() async throws {
        let end = wallClock.now + .seconds(60)
        var node = Samples.node(2)
        node.standing.expiresAt = end
        await tunnel.hear(wallClock.now)
        try await tunnel.apply(map([PeerRecord(node), TestServer.record(3)]))
        #expect(try await device.state().peers.count == 2)
        clock.advance(by: .seconds(60))
        #expect(await tunnel.timeToLook == .zero)
        try await tunnel.look()
        #expect(try await device.state().peers.keys.sorted() == [Samples.publicKey(3)])
    }

    @Test(arguments: [NodeStatus.pending, .disconnected, .expired])
    func `stands aside while its node takes no part`(_ status: NodeStatus) async throws {
        try await tunnel.apply(map([TestServer.record(2)]))
        var node = Samples.node(1)
        switch status {
        case .active: break
        case .pending: node.standing.admission = .pending
        case .disconnected: node.standing.connection = .disconnected
        case .expired: node.standing.hasExpired = true
        }
        try await tunnel.apply(NodeConfiguration(of: node, in: network))
        try await tunnel.apply(map([], at: 11))
        #expect(await backend.interfaces == [])
        #expect(await tunnel.revisionInForce == Revision(11))
        #expect(await tunnel.timeToLook == Tunnel.verificationInterval)
        node.standing = NodeStanding()
        try await tunnel.apply(NodeConfiguration(of: node, in: network))
        try await tunnel.apply(map([TestServer.record(2)], at: 12))
        #expect(try await device.state().peers.count == 1)
    }

    @Test func `stands aside at its own node's moment, whatever the server says`() async throws {
        var node = Samples.node(1)
        node.standing.expiresAt = wallClock.now + .seconds(60)
        await tunnel.hear(wallClock.now)
        try await tunnel.apply(NodeConfiguration(of: node, in: network))
        try await tunnel.apply(map([TestServer.record(2)]))
        #expect(await backend.interfaces == [.default(for: network.name)])
        clock.advance(by: .seconds(60))
        #expect(await tunnel.timeToLook == .zero)
        try await tunnel.look()
        #expect(await backend.interfaces == [])
    }

    @Test func `keeps alive behind a NAT and nowhere else`() async throws {
        try await tunnel.apply(map([TestServer.record(2)]))
        #expect(try await device.state().peers[Samples.publicKey(2)]?.persistentKeepalive == .netmaker)
        try await tunnel.apply(configuration(observed: "192.168.1.1"))
        #expect(try await device.state().peers[Samples.publicKey(2)]?.persistentKeepalive == .off)
    }

    @Test func `goes on to the next endpoint when a peer is silent`() async throws {
        try await tunnel.apply(map([try neighbour()]))
        #expect(try await endpoint() == "192.168.1.2:51821")
        #expect(await tunnel.timeToLook == .seconds(5))
        try await device.alter { $0.peers[Samples.publicKey(2)]?.sentBytes = 148 }
        clock.advance(by: .seconds(5))
        #expect(await tunnel.timeToLook == .zero)
        try await tunnel.look()
        #expect(try await endpoint() == "198.51.100.1:51821")
    }

    @Test func `stays with the endpoint that answered`() async throws {
        try await tunnel.apply(map([try neighbour()]))
        let now = wallClock.now
        try await device.alter { device in
            device.peers[Samples.publicKey(2)]?.sentBytes = 148
            device.peers[Samples.publicKey(2)]?.receivedBytes = 92
            device.peers[Samples.publicKey(2)]?.lastHandshake = now
        }
        clock.advance(by: .seconds(5))
        try await tunnel.look()
        #expect(try await endpoint() == "192.168.1.2:51821")
        #expect(await tunnel.timeToLook == Tunnel.verificationInterval)
    }

    @Test func `puts right what somebody else changed`() async throws {
        try await tunnel.apply(map([TestServer.record(2), TestServer.record(3)]))
        try await device.alter { $0.peers[Samples.publicKey(3)] = nil }
        try await tunnel.look()
        #expect(try await device.state().peers.count == 2)
    }

    @Test func `makes the interface anew when it vanished`() async throws {
        try await tunnel.apply(map([TestServer.record(2)]))
        await backend.kill(.default(for: network.name))
        try await tunnel.look()
        #expect(try await device.state().peers.count == 1)
    }

    @Test func `greets peers by an interface that was made anew, where no keepalive does`() async throws {
        try await tunnel.apply(configuration(observed: "192.168.1.1"))
        try await tunnel.apply(map([TestServer.record(2)]))
        await backend.kill(.default(for: network.name))
        try await tunnel.look()
        let greeting = try #require(try await device.plans.last).peers
        #expect(greeting.map(\.publicKey) == [Samples.publicKey(2), Samples.publicKey(2)])
        #expect(greeting.map(\.persistentKeepalive) == [.netmaker, .off])
        #expect(try await device.state().peers[Samples.publicKey(2)]?.persistentKeepalive == .off)
        // One that stands is not greeted again.
        try await tunnel.look()
        #expect(try await device.plans.count == 2)
    }

    @Test func `claims nothing after an error until the device has it`() async throws {
        try await tunnel.apply(map([TestServer.record(2)]))
        try await device.failNext(WireGuardError(.refused, message: "no", remedy: "none"))
        await #expect(throws: WireGuardError.self) { try await tunnel.apply(map([], at: 11)) }
        #expect(await tunnel.revisionInForce == nil)
        #expect(await tunnel.timeToLook == .zero)
        try await tunnel.look()
        #expect(await tunnel.revisionInForce == Revision(11))
        #expect(try await device.state().peers.isEmpty)
    }

    @Test func `is made what it can be when one side fails`() async throws {
        try await tunnel.apply(map([TestServer.record(2)]))
        let link = try #require(await backend.tunnel(.default(for: network.name))).link
        let failure = WireGuardError(.refused, message: "no", remedy: "none")
        for body in [{ await link.failNext(failure) }, { try await device.failNext(failure) }] {
            let addresses = try await link.state()?.addresses
            try await device.alter { $0.peers = [:] }
            await link.alter { $0.addresses = [] }
            try await body()
            await #expect(throws: failure) { try await tunnel.look() }
            let hasPeer = try await device.state().peers.count == 1
            let hasAddresses = try await link.state()?.addresses == addresses
            #expect(hasPeer != hasAddresses)
            try await tunnel.look()
            #expect(try await device.state().peers.count == 1)
        }
    }

    @Test func `stays down once it was taken down`() async throws {
        try await tunnel.apply(map([TestServer.record(2)]))
        try await tunnel.takeDown()
        try await tunnel.apply(map([TestServer.record(3)], at: 11))
        try await tunnel.look()
        #expect(await backend.interfaces == [])
    }
}
