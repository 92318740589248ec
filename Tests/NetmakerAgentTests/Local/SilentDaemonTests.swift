import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `What does not answer any more` {
    private let world: World
    private let server = TestServer()

    init() async throws { world = try await World.joined(server) }

    /// What may be asked of a daemon.
    struct Question: Sendable, CustomTestStringConvertible {
        let patience: Duration
        let testDescription: String
        let ask: @Sendable (World) async throws -> Void

        init(_ name: String, _ seconds: Int, _ ask: @escaping @Sendable (World) async throws -> Void) {
            patience = .seconds(seconds)
            testDescription = name
            self.ask = ask
        }

        static let all = [
            Question("status", 10) { _ = try await $0.folder.status(of: Samples.networkName(), by: $0.clock) },
            Question("push", 30) { _ = try await $0.environment.push(Samples.networkName()) },
            Question("pull", 60) { _ = try await $0.environment.pull(Samples.networkName()) },
            Question("checkin", 90) { _ = try await $0.environment.checkIn(Samples.networkName()) },
            Question("leave", 120) { _ = try await $0.environment.leave(Samples.networkName()) },
        ]
    }

    /// Asks, and lets the time pass that is waited for.
    private func impatience(_ question: Question) async throws -> AgentError? {
        try await withThrowingTaskGroup(of: AgentError?.self) { group in
            group.addTask { [world] in
                do throws(any Error) {
                    try await question.ask(world)
                    return nil
                } catch {
                    return error as? AgentError
                }
            }
            await world.clock.waitForSleeper(until: question.patience)
            world.clock.advance(by: question.patience)
            return try await group.next() ?? nil
        }
    }

    @Test(arguments: Question.all) func `as a daemon is waited for only so long, and named with a remedy`(
        _ question: Question
    ) async throws {
        let socket = try SilentSocket(at: world.folder.socket(Samples.networkName()))
        defer { withExtendedLifetime(socket) {} }
        let error = try await impatience(question)
        #expect(error?.code == .unreachable)
        #expect(error?.message.contains("has not answered for \(question.patience.components.seconds) s") == true)
        #expect(error?.remedy.contains("systemctl restart netclient@harbor") == true)
        // Whoever asked in vain has changed nothing.
        #expect(try world.files.contains("nettoken-harbor"))
        #expect(server.heard.value.leaves == [])
    }

    @Test(arguments: ["push", "pull", "checkin"]) func `as a tunnel's implementation holds nobody up for longer`(
        _ name: String
    ) async throws {
        await world.backend.fallSilent()
        let question = try #require(Question.all.first { $0.testDescription == name })
        let error = try await impatience(Question(name, 30, question.ask))
        #expect(error?.code == .unreachable)
        #expect(error?.message.contains("the implementation behind nm-harbor does not answer") == true)
    }
}
