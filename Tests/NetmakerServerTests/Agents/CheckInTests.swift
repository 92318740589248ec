import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct `A machine whose streams do not pass` {
    @Test func `is told by check-ins what it is, whom it meets, and then that all is equal`() async throws {
        try await AgentWorld.with { world in
            let machines = try await world.join(1...3)
            var caller = Caller(machines[0])
            try await caller.checkInUntilEqual()
            let node = try world.node(machines[0])
            #expect(caller.configuration == world.harbor.configuration(of: node))
            #expect(Set(caller.map?.peers.map(\.key) ?? []) == Set(machines[1...].map(\.node)))
            #expect(caller.map?.digest == world.harbor.digest(for: machines[0].node))
            #expect(caller.equalAt == world.harbor.revision)

            // From then on one answer is enough, until something changes.
            let before = world.service.counters
            #expect(try await caller.checkIn() == .equal(world.harbor.revision))
            try await world.moveEndpoint(of: machines[1], to: 4242)
            try await caller.checkInUntilEqual()
            #expect(caller.map?.peers[machines[1].node]?.candidates.pinned?.port.rawValue == 4242)
            #expect(world.service.counters.pages == before.pages + 1)
            #expect(world.service.counters.configurations == before.configurations)
        }
    }

    @Test func `is told by real calls just so`() async throws {
        try await AgentWorld.with { world in
            let machines = try await world.join(1...3)
            try await world.listening { server in
                var caller = Caller(machines[0].reaching(try server.client()))
                try await caller.checkInUntilEqual()
                #expect(caller.map?.peers.count == 2)
                #expect(caller.map?.digest == world.harbor.digest(for: machines[0].node))
            }
        }
    }

    @Test func `is told of itself when only that has changed`() async throws {
        try await AgentWorld.with { world in
            var caller = Caller(try await world.join(1))
            try await caller.checkInUntilEqual()
            try await world.perform(
                UpdateNetwork(name: AgentWorld.harbor, changes: NetworkChanges(checkInInterval: try CheckInInterval(5)))
            )
            guard case .configuration(let configuration, _) = try await caller.checkIn() else {
                Issue.record("not told of itself")
                return
            }
            #expect(configuration.checkInInterval.seconds == 5)
            #expect(try await caller.checkIn() == .equal(world.harbor.revision))
        }
    }

    @Test func `is told of nobody in so many words`() async throws {
        try await AgentWorld.with { world in
            var caller = Caller(try await world.join(1))
            try await caller.checkInUntilEqual()
            #expect(caller.map?.peers.isEmpty == true)
        }
    }

    @Test func `is told no page while it can open a session`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let reply = try await machine.client.checkIn(
                CheckInRequest(node: machine.node, position: nil), identity: machine.identity, server: world.server)
            #expect(reply.verdict == .openSession)
            #expect(world.service.counters.pages == 0)
        }
    }

    @Test func `publishes what it is, and that once`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            var caller = Caller(machine)
            caller.report.listenPort = try ListenPort(4000)
            try await caller.checkInUntilEqual()
            #expect(try world.node(machine).listenPort.rawValue == 4000)
            let commits = world.control.counters.commits
            _ = try await caller.checkIn()
            #expect(world.control.counters.commits == commits)
        }
    }

    @Test func `edits its node, and is told at once what it is then`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let other = try world.node(try await world.join(2))
            var caller = Caller(machine)
            try await caller.checkInUntilEqual()
            caller.edits = NodeEdits(
                number: 1,
                edits: [
                    NodeEdit(from: .mtu(.wireGuard), to: .mtu(try MTU(1280))),
                    NodeEdit(from: .name(try world.node(machine).name), to: .name(other.name)),
                ])
            guard case .configuration(let configuration, _) = try await caller.checkIn() else {
                Issue.record("not told of itself")
                return
            }
            #expect(configuration.mtu.rawValue == 1280)
            #expect(caller.answer?.number == 1)
            #expect(caller.answer?.refusals.map(\.field) == ["name"])
            #expect(try world.node(machine).name != other.name)

            // Said again, as after a lost answer, it changes nothing.
            let commits = world.control.counters.commits
            _ = try await caller.checkIn()
            #expect(world.control.counters.commits == commits)
            caller.edits = nil
            _ = try await caller.checkIn()
            #expect(caller.answer == nil)
        }
    }

    @Test func `has in force what it says it has, and nothing that is not yet true`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            var caller = Caller(machine)
            caller.acknowledged = Revision(1000)
            let presence = world.service.presence
            let revision = world.harbor.revision
            #expect(!presence.hasCheckedIn(machine.node, with: revision))
            try await caller.checkInUntilEqual()
            #expect(presence.hasCheckedIn(machine.node, with: revision))
            #expect(!presence.hasCheckedIn(machine.node, with: revision.next))
            #expect(presence.of(machine.node, in: AgentWorld.harbor).acknowledged == revision)
            // It has no session, so nobody waits for it.
            #expect(presence.lagging(in: AgentWorld.harbor, behind: revision.next) == [])
        }
    }

    @Test func `is told the keys that the server announces`() async throws {
        try await AgentWorld.with { world in
            var caller = Caller(try await world.join(1))
            let pin = CertificatePin(subjectPublicKeyInfo: [1, 2, 3])
            world.service.sessions.announce([pin])
            try await caller.checkInUntilEqual()
            #expect(caller.pins == [pin])
        }
    }

    @Test func `is told that it is removed`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            var caller = Caller(machine)
            try await caller.checkInUntilEqual()
            try await world.remove(machine)
            let removed = caller
            await #expect(throws: AgentProtocolError.sample(.removed)) { try await removed.ask() }
        }
    }

    @Test func `may not say what is not its own to say`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            var caller = Caller(machine)
            caller.report.claims = [.ipv4]
            let liar = caller
            await #expect(throws: AgentProtocolError.self) { try await liar.ask() }
        }
    }

    @Test func `leaves nothing behind where nobody is connected`() async throws {
        try await AgentWorld.with { world in
            let machines = try await world.join(1...2)
            var caller = Caller(machines[0])
            try await caller.checkInUntilEqual()
            #expect(world.service.cache.networks.isEmpty)
        }
    }

    @Test func `counts as away from its last check-in on`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            var caller = Caller(machine)
            let departure = ChangeFeed.Departure(node: machine.node, network: AgentWorld.harbor)
            #expect(world.control.feed.takeDepartures() == [])
            _ = try await caller.checkIn()
            #expect(world.control.feed.takeDepartures() == [departure])
            let connected = caller
            try await machine.withSession { listener in
                _ = try await listener.map()
                _ = try await connected.ask()
                #expect(world.control.feed.takeDepartures() == [])
            }
        }
    }

    // MARK: Pages

    @Test func `gets a large map in pages, and the first of another when it changes between two`() throws {
        var state = NetworkState(Samples.network())
        let longest = String(repeating: "a", count: 56) + "." + String(repeating: "b", count: 57)
        try state.apply(
            [.putNode(Samples.node(1)), .putNode(Samples.node(2))]
                + (1...DNSRecord.maximumCount).map { number in
                    .putDNSRecord(
                        Samples.dnsRecord("\(longest).\(number)", (1...16).map { "2001:db8::\($0)" }))
                }, at: Revision(1), time: Samples.time)
        let delivery = MapDelivery(viewer: Samples.nodeID(1), cache: RecordCache(meter: DeliveryMeter()))
        var page = try delivery.page(at: nil, of: state)
        var assembly = MapAssembly()
        var map: PeerMap?
        for number in 0... {
            #expect(page.number == UInt32(number))
            map = try assembly.add(page.chunk)
            guard let next = page.next else { break }
            page = try delivery.page(at: next, of: state)
        }
        #expect(page.number > 1)
        #expect(map?.dnsEntries.count == DNSRecord.maximumCount)

        let cursor = MapCursor(epoch: state.network.epoch, revision: state.revision, page: 1)
        #expect(try delivery.page(at: cursor, of: state).number == 1)
        try state.apply([.putNode(Samples.node(3))], at: Revision(2), time: Samples.time)
        let anew = try delivery.page(at: cursor, of: state)
        #expect(anew.number == 0)
        #expect(anew.chunk.revision == Revision(2))
        let foreign = MapCursor(epoch: Epoch(rawValue: 7), revision: state.revision, page: 1)
        #expect(try delivery.page(at: foreign, of: state).number == 0)
        let beyond = MapCursor(epoch: state.network.epoch, revision: state.revision, page: .max)
        #expect(try delivery.page(at: beyond, of: state).number == 0)
    }
}

/// An agent that has no session.
private struct Caller {
    let machine: Machine
    var report: NodeReport
    var acknowledged: Revision?
    private(set) var configuration: NodeConfiguration?
    private(set) var map: PeerMap?
    private(set) var equalAt: Revision?
    var edits: NodeEdits?
    private(set) var answer: NodeEditsReply?
    private(set) var pins: [CertificatePin] = []
    private var mark: ConfigurationMark?
    private var cursor: MapCursor?
    private var assembly = MapAssembly()

    init(_ machine: Machine) {
        self.machine = machine
        report = Samples.report(machine.number)
    }

    /// Asks, and makes nothing of the answer.
    func ask() async throws -> CheckInReply {
        let request = CheckInRequest(
            node: machine.node, position: map.map(MapPosition.init),
            sessionless: Sessionless(
                report: report, acknowledged: acknowledged, configuration: mark, cursor: cursor, edits: edits))
        return try await machine.client.checkIn(
            request, identity: machine.identity, server: machine.reply.server)
    }

    /// Asks once.
    mutating func checkIn() async throws -> CheckInReply.Verdict {
        let reply = try await ask()
        pins = reply.nextPins
        answer = reply.edits
        switch reply.verdict {
        case .configuration(let configuration, let mark): (self.configuration, self.mark) = (configuration, mark)
        case .page(let page):
            cursor = page.next
            if let whole = try assembly.add(page.chunk) {
                map = whole
                assembly = MapAssembly()
            }
        case .equal(let revision): equalAt = revision
        case .openSession: break
        }
        return reply.verdict
    }

    mutating func checkInUntilEqual() async throws {
        for _ in 1...20 {
            if case .equal = try await checkIn() { return }
        }
        Issue.record("never equal")
    }
}

extension AgentWorld {
    fileprivate func node(_ machine: Machine) throws -> Node { try #require(harbor.nodes[machine.node]) }
}
