import DurableFiles
import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `What a join says of roaming` {
    private let world: World
    private let server = TestServer()

    init() throws {
        world = try World()
        try world.place(server)
    }

    /// The server does what it is told of roaming, and says so.
    private func obey() {
        server.answerEdits { [server] edits in
            for case .roaming(let isOn) in edits.edits.map(\.to) {
                server.reconfigure { $0.with(options: NodeOptions(roaming: isOn)) }
            }
            return NodeEditsReply(number: edits.number, refusals: [])
        }
    }

    private func join(roaming: Bool) async throws -> Membership {
        var request = try World.request()
        request.roaming = roaming
        return try await world.environment.join(request)
    }

    private var path: String { "\(world.folder.directory)/netconfig-harbor" }

    private func text() throws -> String {
        String(decoding: try AtomicFile.read(path, limit: 100_000), as: UTF8.self)
    }

    @Test func `the server knows before the join is over`() async throws {
        obey()
        #expect(try await join(roaming: false).trouble == nil)
        #expect(server.heard.value.edits.map(\.edits) == [[NodeEdit(from: .roaming(true), to: .roaming(false))]])
        #expect(!server.configuration.options.roaming)
        #expect(try text().contains("    roaming: \"no\"\n"))
        // It has been said, and is not said again.
        try await world.running(try world.agent()) { agent in try await agent.progress { $0.acknowledged != nil } }
        #expect(server.heard.value.edits.count == 1)
    }

    @Test(arguments: [true, false]) func `is nothing to tell where the network says the same`(_ isOn: Bool) async throws
    {
        server.configure { $0.with(options: NodeOptions(roaming: isOn)) }
        #expect(try await join(roaming: isOn).trouble == nil)
        #expect(server.heard.value.edits.isEmpty)
        #expect(try text().contains("    roaming: \"\(isOn ? "yes" : "no")\"\n"))
    }

    @Test func `a daemon tells what the join's own session did not get across`() async throws {
        server.behave(.withoutStreams)
        async let joined = join(roaming: false)
        await world.clock.waitForSleeper(until: .seconds(30))
        world.clock.advance(by: .seconds(30))
        #expect(try await joined.trouble != nil)
        #expect(server.heard.value.edits.isEmpty)
        obey()
        server.behave(.answering)
        try await world.running(try world.agent()) { [server] agent in
            try await server.heard.wait { $0.edits.count == 1 }
            try await agent.progress { $0.unpublishedEdits == 0 }
        }
        #expect(!server.configuration.options.roaming)
    }

    @Test func `no server is asked where it could not be written`() async throws {
        // A join that was begun has made the folder.
        server.behave(.losingReplies)
        await #expect(throws: AgentError.self) { try await join(roaming: false) }
        server.behave(.answering)
        try AtomicFile.write(Array("node: [\n".utf8), to: path, mode: 0o600)
        await #expect(throws: NetConfigError.self) { try await join(roaming: false) }
        #expect(server.heard.value.joins.count == 1)
        #expect(try text() == "node: [\n")
    }

    @Test func `a machine that has moved says where it is once that counts again`() async throws {
        server.configure { $0.with(options: NodeOptions(roaming: false)) }
        try await world.join(server)
        try await world.running(world.agent()) { [server, world] agent in
            try await agent.progress { $0.synchronizations == 1 }
            let before = server.heard.value.reports.count
            server.reconfigure { $0.with(mtu: try? MTU(1300)) }
            server.reconfigure { $0.with(options: NodeOptions(roaming: true)) }
            let heard = try await server.heard.wait { $0.reports.count > before }
            #expect(heard.reports.count == before + 1)
            _ = world
        }
    }
}
