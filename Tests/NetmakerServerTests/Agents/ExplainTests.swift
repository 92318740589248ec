import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct `What agents say of a path` {
    private static let quick = AgentServiceConfiguration(
        reportInterval: .zero, answerTimeout: .milliseconds(200), observation: .zero)
    /// An answer that does not come is a fault of the test then.
    private static let patient = AgentServiceConfiguration(
        reportInterval: .zero, answerTimeout: .seconds(30), observation: .zero)

    @Test func `is asked when somebody asks, and of both ends`() async throws {
        try await AgentWorld.with(configuration: Self.patient) { world in
            let machines = try await world.join(1...2)
            try await world.withAskedSessions(machines) { listeners in
                async let first = listeners[0].answer(ExplainTests.report)
                async let second = listeners[1].answer(ExplainTests.report)
                let explanation = await world.explain(machines[0], machines[1])
                let questions = try await [first, second]

                #expect(questions.map(\.peers) == [[Samples.publicKey(2)], [Samples.publicKey(1)]])
                #expect(explanation.agents.map(\.word) == [.answered, .answered])
                #expect(explanation.tunnels.map(\.handshakeSeconds) == [7, 7])
                #expect(explanation.reachable == .yes, "\(explanation.findings)")
            }
        }
    }

    @Test func `holds links too, of which one agent is asked at once`() async throws {
        try await AgentWorld.with(configuration: Self.patient) { world in
            let machines = try await world.join(1...3)
            try await world.withAskedSessions([machines[0]]) { listeners in
                async let told = world.links(of: machines[0])
                let question = try await listeners[0].question()
                try await listeners[0].session.answer(ExplainTests.links(on: question))
                let links = await told

                #expect(Set(question.links) == [Samples.publicKey(2), Samples.publicKey(3)])
                #expect(question.peers.isEmpty)
                #expect(links.word == .answered)
                #expect(links.items.map(\.session) == [.fresh, .fresh])
                #expect(await world.links(of: machines[1]).word == .away)
            }
        }
    }

    @Test func `is missing where it does not come in time, and where no agent is`() async throws {
        try await AgentWorld.with(configuration: Self.quick) { world in
            let machines = try await world.join(1...2)
            try await world.withAskedSessions([machines[0]]) { _ in
                let explanation = await world.explain(machines[0], machines[1])
                #expect(explanation.agents.map(\.word) == [.silent, .away])
                #expect(explanation.findings.first?.kind == .agentSilent)
            }
        }
    }

    @Test func `is not asked of an agent that would not understand`() async throws {
        try await AgentWorld.with(configuration: Self.quick) { world in
            let machines = try await world.join(1...2)
            try await machines[0].withSession { listener in
                _ = try await listener.map()
                let explanation = await world.explain(machines[0], machines[1])
                #expect(explanation.agents.first?.word == .unable)
                // What comes next is what comes anyway.
                try await world.moveEndpoint(of: machines[1], to: 4000)
                _ = try await listener.delta()
            }
        }
    }

    @Test func `is not taken from another, nor when nobody asked`() async throws {
        try await AgentWorld.with(configuration: Self.quick) { world in
            let machines = try await world.join(1...2)
            try await world.withAskedSessions(machines) { listeners in
                // All numbers that may be next, by the wrong one.
                for number in 1...20 {
                    try await listeners[1].session.answer(ExplainTests.report(number: UInt64(number)))
                }
                async let asked = listeners[0].question()
                let explanation = await world.explain(machines[0], machines[1])
                _ = try await asked
                #expect(explanation.agents.first?.word == .silent)
            }
        }
    }

    @Test func `is forgotten with the question`() async throws {
        let inquiries = Inquiries()
        let number = inquiries.begin(with: Samples.nodeID(1))
        inquiries.answer(ExplainTests.report(number: number, trouble: "forged"), by: Samples.nodeID(2))
        inquiries.answer(ExplainTests.report(number: number), by: Samples.nodeID(1))
        inquiries.answer(ExplainTests.report(number: number, trouble: "forged"), by: Samples.nodeID(2))
        #expect(await inquiries.report(on: number) == ExplainTests.report(number: number))
        inquiries.end(number)
        #expect(await inquiries.report(on: number) == nil)
    }

    @Test func `keeps no more than some waiting for one agent`() async throws {
        let sessions = SessionTable()
        let session = try sessions.open(Samples.nodeID(1), capabilities: [Capability.tunnelReport])
        let question = TunnelQuestion(number: 1, peers: [], addresses: [])
        let receptions = (0..<40).map { _ in sessions.ask(question, of: Samples.nodeID(1)) }
        #expect(receptions.filter { $0 == .asked }.count == sessions.takeQuestions(for: session).count)
        #expect(receptions.last == .busy)
        #expect(sessions.ask(question, of: Samples.nodeID(1)) == .asked)
        sessions.drain()
        #expect(sessions.ask(question, of: Samples.nodeID(1)) == .away)
    }
}

/// What the agents in these tests say.
enum ExplainTests {
    static func report(number: UInt64, trouble: String? = nil) -> TunnelReport {
        TunnelReport(
            number: number, time: Samples.time, inForce: nil, trouble: trouble, publicKey: nil, listenPort: nil,
            peers: [],
            ledIn: [])
    }

    /// That all links are well.
    static func links(on question: TunnelQuestion) -> TunnelReport {
        TunnelReport(
            number: question.number, time: Samples.time, inForce: Revision(3), trouble: nil,
            publicKey: Samples.publicKey(1), listenPort: .netmaker, peers: [], ledIn: [],
            links: question.links.map {
                TunnelReport.Peer(
                    publicKey: $0, endpoint: nil, handshakeAge: .seconds(7), received: 1, sent: 1,
                    persistentKeepalive: .off, addresses: [])
            })
    }

    /// That all is well, from whoever is asked of the other of two machines.
    static func report(on question: TunnelQuestion) -> TunnelReport {
        let own = question.peers == [Samples.publicKey(1)] ? 2 : 1
        return TunnelReport(
            number: question.number, time: Samples.time, inForce: Revision(3), trouble: nil,
            publicKey: Samples.publicKey(own), listenPort: .netmaker,
            peers: question.peers.map {
                TunnelReport.Peer(
                    publicKey: $0, endpoint: nil, handshakeAge: .seconds(7), received: 1, sent: 1,
                    persistentKeepalive: .off, addresses: question.addresses)
            }, ledIn: question.addresses)
    }
}

extension AgentWorld {
    func explain(_ one: Machine, _ other: Machine) async -> Explanation {
        let state = harbor
        return await service.explain(
            NetworkPath(from: .node(one.node), to: .node(other.node), in: state), in: state)
    }

    func links(of machine: Machine) async -> NodeLinks {
        let state = harbor
        guard let node = state.nodes[machine.node] else { preconditionFailure("no such node") }
        return await service.links(of: node, to: state.linkEnds(of: node), next: nil, in: state)
    }

    /// Opens sessions of agents that can be asked, and that have heard everything.
    func withAskedSessions(
        _ machines: [Machine], _ body: @escaping @Sendable ([Listener]) async throws -> Void
    ) async throws {
        try await Self.withAskedSessions(machines[...], [], body)
    }

    private static func withAskedSessions(
        _ machines: ArraySlice<Machine>, _ listeners: [Listener],
        _ body: @escaping @Sendable ([Listener]) async throws -> Void
    ) async throws {
        guard let machine = machines.first else { return try await body(listeners) }
        let hello = Hello(
            capabilities: [Capability.tunnelReport], node: machine.node, position: nil,
            report: Samples.report(machine.number))
        try await machine.client.withSession(hello, identity: machine.identity, server: machine.reply.server) {
            let listener = Listener(session: $0)
            let map = try await listener.map()
            try await $0.acknowledge(map.revision)
            try await withAskedSessions(machines.dropFirst(), listeners + [listener], body)
        }
    }
}

extension Listener {
    /// The question that must come next but for the rest.
    func question() async throws -> TunnelQuestion {
        while let frame = try await next() {
            if case .tunnelQuestion(let question) = frame { return question }
        }
        throw Surprise(frame: nil)
    }

    /// Answers every question until one was answered; twice where both are watched.
    func answer(_ report: (TunnelQuestion) -> TunnelReport) async throws -> TunnelQuestion {
        let first = try await question()
        try await session.answer(report(first))
        let second = try await question()
        try await session.answer(report(second))
        return first
    }
}
