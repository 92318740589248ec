import Logging
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Synchronization
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `The routes into a tunnel` {
    private let backend = FakeBackend()
    private let clock = VirtualClock()
    private let wallClock = ManualClock()
    private let tunnel: Tunnel
    private let network = Samples.network()
    private let interface: InterfaceName
    private let privateKey = PrivateKey.generate()
    private let neighbours = Neighbours()

    init() async throws {
        interface = .default(for: network.name)
        tunnel = Tunnel(
            interface: interface, privateKey: privateKey, index: NetworkIndex(besides: []),
            backend: backend, clock: AgentClock(clock), wallClock: wallClock,
            outside: [try IPAddress(parsing: "192.168.1.9")], neighbours: { [neighbours] in neighbours.now },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await tunnel.apply(configuration())
    }

    private func configuration(
        egress: [String] = [], clients: [ExternalPeer] = [], status: NodeStatus = .active
    ) throws -> NodeConfiguration {
        var node = Samples.node(1)
        if !egress.isEmpty {
            node.roles.egress = try EgressGateway(ranges: egress.map { try IPPrefix(parsing: $0) })
        }
        let configuration = NodeConfiguration(of: node, in: network)
        return NodeConfiguration(
            node: node.id, network: network.name, name: node.name, ranges: network.ranges,
            addresses: configuration.addresses, listenPort: node.listenPort,
            persistentKeepalive: node.persistentKeepalive, mtu: node.mtu, interface: interface, pinnedEndpoint: nil,
            observedAddresses: [], publicKey: nil, status: status, roles: node.roles, clients: clients,
            revision: Revision(1))
    }

    private func record(_ number: Int, _ ranges: String..., until end: Timestamp? = nil) throws -> PeerRecord {
        let record = TestServer.record(number)
        return PeerRecord(
            id: record.id, name: record.name, publicKey: record.publicKey, ipv4: record.ipv4, ipv6: record.ipv6,
            ranges: try ranges.map { try IPPrefix(parsing: $0) }, candidates: record.candidates, expiresAt: end)
    }

    private func map(_ records: [PeerRecord], at revision: UInt64 = 10) -> PeerMap {
        PeerMap(epoch: network.epoch, revision: Revision(revision), peers: records)
    }

    private func change(to record: PeerRecord, in records: [PeerRecord], at revision: UInt64 = 10) async throws {
        let after = map(records.filter { $0.id != record.id } + [record], at: revision + 1)
        try await tunnel.apply(
            MapDelta(
                from: Revision(revision), to: Revision(revision + 1), changed: [record], removed: [],
                digest: after.digest))
    }

    private var link: FakeLink { get async throws { try #require(await backend.tunnel(interface)).link } }

    private func routes() async throws -> [String] {
        try await link.state()?.routes.sorted().map(\.description) ?? []
    }

    private func rules() async throws -> [String] {
        try await link.state()?.rules.sorted().map(\.description) ?? []
    }

    @Test func `lead to what lies behind peers, in the network's own table`() async throws {
        try await tunnel.apply(map([try record(2, "192.168.1.0/24", "2001:db8:1::/64"), try record(3)]))
        #expect(
            try await routes() == [
                "192.168.1.0/24 in table 1852637185", "2001:db8:1::/64 in table 1852637185",
            ])
        #expect(
            try await rules() == [
                "28269: from all to 192.168.1.9/32 fwmark 0x6e6d0001/0 lookup main",
                "28286: from all fwmark 0x6e6d0001/0 lookup main suppress_prefixlength 23",
                "28287: not from all fwmark 0x6e6d0001/0xffff0000 lookup 1852637185",
                "28398: from all fwmark 0x6e6d0001/0 lookup main suppress_prefixlength 63",
                "28399: not from all fwmark 0x6e6d0001/0xffff0000 lookup 1852637185",
            ])
    }

    @Test func `are none in the main table, nor any for what the network's range covers`() async throws {
        try await tunnel.apply(map([try record(2, "10.10.7.7/32", "fd00:10::7/128")]))
        #expect(try await routes() == [])
        #expect(try await rules() == [])
    }

    @Test func `are none into what another network of the machine has for its own`() async throws {
        let mine = try record(2, "10.30.7.0/24", "10.30.0.0/16", "10.0.0.0/8", "192.168.1.0/24")
        try await tunnel.apply(map([mine]))
        let all = ["10.0.0.0/8", "10.30.0.0/16", "10.30.7.0/24", "192.168.1.0/24"].map { "\($0) in table 1852637185" }
        #expect(try await routes() == all)
        #expect(await tunnel.neighbourTrouble == nil)
        // The machine joins another network, which is seen the next time that it is looked at.
        neighbours.set(["lab": ["10.30.0.0/16"]])
        try await tunnel.look()
        #expect(try await routes() == all)
        clock.advance(by: Tunnel.verificationInterval)
        try await tunnel.look()
        // As wide as its range: the main table is asked first, and a machine that joins both networks needs it.
        #expect(try await routes() == all.filter { !$0.hasPrefix("10.30.7.0") })
        #expect(await tunnel.neighbourTrouble?.contains("10.30.7.0/24 is not led into the tunnel") == true)
        #expect(await tunnel.neighbourTrouble?.contains("network lab") == true)
        // A change does not bring it back, and it comes back when the machine has left.
        try await change(to: try record(2, "10.30.7.0/24", "10.30.8.0/24"), in: [mine])
        #expect(try await routes() == [])
        neighbours.set([:])
        clock.advance(by: Tunnel.verificationInterval)
        try await tunnel.look()
        #expect(try await routes() == ["10.30.7.0/24", "10.30.8.0/24"].map { "\($0) in table 1852637185" })
        #expect(await tunnel.neighbourTrouble == nil)
    }

    @Test func `share addresses with another network aloud`() async throws {
        neighbours.set(["lab": ["10.10.128.0/17"], "plant": ["10.30.0.0/16"]])
        try await tunnel.apply(configuration(egress: ["192.168.1.0/24"]))
        try await tunnel.apply(map([try record(2)]))
        #expect(await tunnel.neighbourTrouble?.contains("addresses of network lab") == true)
        #expect(await tunnel.neighbourTrouble?.contains("plant") == false)
    }

    @Test func `follow a change, and stay while another has the range`() async throws {
        let records = [try record(2, "192.168.1.0/24"), try record(3, "192.168.1.0/24"), try record(4)]
        try await tunnel.apply(map(records))
        try await change(to: try record(2), in: records)
        #expect(try await routes() == ["192.168.1.0/24 in table 1852637185"])
        try await change(to: try record(3, "172.16.0.0/12"), in: [try record(2), records[1], records[2]], at: 11)
        #expect(try await routes() == ["172.16.0.0/12 in table 1852637185"])
    }

    @Test func `are not touched by what has none`() async throws {
        let records = [try record(2, "192.168.1.0/24"), try record(3)]
        try await tunnel.apply(map(records))
        let plans = try await link.plans.count
        try await change(to: TestServer.record(3, port: 4000), in: records)
        #expect(try await link.plans.count == plans)
    }

    @Test func `lead to nothing that the node itself is the way out to`() async throws {
        try await tunnel.apply(map([try record(2, "192.168.1.0/24", "192.168.2.0/24")]))
        try await tunnel.apply(configuration(egress: ["192.168.1.0/24"]))
        #expect(try await routes() == ["192.168.2.0/24 in table 1852637185"])
    }

    @Test func `lead to what lies behind an own client, until it is cut off`() async throws {
        let end = wallClock.now + .seconds(60)
        await tunnel.hear(wallClock.now)
        let client = ExternalPeer(
            id: ExternalClientID(rawValue: 7), name: nil, publicKey: Samples.publicKey(70),
            allowedIPs: [try IPPrefix(parsing: "10.10.0.70/32"), try IPPrefix(parsing: "192.168.7.0/24")],
            expiresAt: end)
        try await tunnel.apply(configuration(clients: [client]))
        try await tunnel.apply(map([]))
        #expect(try await routes() == ["192.168.7.0/24 in table 1852637185"])
        let device = try #require(await backend.tunnel(interface)).device
        #expect(try await device.state().peers.count == 1)
        clock.advance(by: .seconds(60))
        #expect(await tunnel.timeToLook == .zero)
        try await tunnel.look()
        #expect(try await device.state().peers.isEmpty)
        #expect(try await routes() == [])
    }

    @Test func `go with a peer at its moment`() async throws {
        await tunnel.hear(wallClock.now)
        try await tunnel.apply(map([try record(2, "192.168.1.0/24", until: wallClock.now + .seconds(60))]))
        #expect(try await routes().count == 1)
        clock.advance(by: .seconds(60))
        try await tunnel.look()
        #expect(try await routes() == [])
        #expect(try await rules() == [])
    }

    @Test func `leave the server outside, by the addresses that it has`() async throws {
        try await tunnel.apply(map([try record(2, "192.168.1.0/24")]))
        #expect(await tunnel.leadsOutside)
        try await tunnel.keepOutside([try IPAddress(parsing: "192.168.1.10")])
        #expect(try await rules().filter { $0.contains(" to ") }.count == 1)
        #expect(try await rules().contains { $0.contains("to 192.168.1.10/32") })
    }

    @Test func `are put right within moments when somebody takes them away, and that is counted`() async throws {
        try await tunnel.apply(map([try record(2, "192.168.1.0/24")]))
        let (routes, rules) = (try await routes(), try await rules())
        try await link.alter { link in
            link.routes = []
            link.rules = []
        }
        #expect(await tunnel.timeToLook > .zero)
        await tunnel.notice()
        #expect(await tunnel.timeToLook == .zero)
        try await tunnel.look()
        #expect(try await self.routes() == routes)
        #expect(try await self.rules() == rules)
        #expect(await tunnel.takeRepairs() == 1)
        #expect(await tunnel.takeRepairs() == 0)
        await tunnel.notice()
        #expect(await tunnel.timeToLook > .zero)
    }

    @Test func `are no reason to count a repair when nobody changed anything`() async throws {
        try await tunnel.apply(map([try record(2, "192.168.1.0/24")]))
        try await tunnel.look()
        #expect(await tunnel.takeRepairs() == 0)
    }

    @Test func `are not made over an interface that is somebody else's`() async throws {
        let other = try await backend.open(interface)
        try await other.device.apply(
            DevicePlan(
                privateKey: .set(.generate()),
                peers: [PeerChange(.add, Samples.publicKey(90))]))
        let error = await #expect(throws: WireGuardError.self) {
            try await tunnel.apply(map([try record(2, "192.168.1.0/24")]))
        }
        #expect(error?.code == .foreignInterface)
        #expect(error?.message.contains("somebody else's WireGuard") == true)
        #expect(try await other.device.state().peers.count == 1)
        #expect(try await link.state() == LinkState(interface: interface))
        // Nor is it taken away with the network.
        try await tunnel.takeDown()
        #expect(await backend.interfaces == [interface])
    }

    @Test func `are made over an interface that an earlier process left, with an earlier key as well`() async throws {
        let mark = FirewallMark(0x6E6D_0001)
        for key in [privateKey, PrivateKey.generate()] {
            let left = try await backend.open(interface)
            try await left.device.apply(
                DevicePlan(
                    privateKey: .set(key), firewallMark: mark.map { .set($0) } ?? .keep,
                    peers: [PeerChange(.add, Samples.publicKey(2))]))
            try await tunnel.apply(map([try record(2, "192.168.1.0/24")]))
            try await tunnel.look()
            #expect(try await routes().count == 1)
            await backend.kill(interface)
        }
    }
}

/// What the machine's other networks have, as it comes and goes.
private final class Neighbours: Sendable {
    private let ranges = Mutex(NeighbourRanges())

    var now: NeighbourRanges { ranges.withLock { $0 } }

    func set(_ texts: [String: [String]]) {
        let pairs = texts.map { (Samples.networkName($0.key), $0.value.compactMap { try? IPPrefix(parsing: $0) }) }
        ranges.withLock { $0.ranges = Dictionary(uniqueKeysWithValues: pairs) }
    }
}
