import NIOPosix
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgent

/// Whoever gives an agent a time limit waits for it to end: nothing that it awaits may hold it.
@Suite(.timeLimit(.minutes(3))) struct `An agent that is cancelled` {
    /// Gives others their turn so many times, or as often as they have to be given it in real time.
    private func pass(_ turns: Int) async { for _ in 0..<turns { await Task.yield() } }

    private func end(_ world: World, after turns: Int, besides change: () async throws -> Void = {}) async throws {
        let agent = try world.agent()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { _ = try await agent.run() } catch is CancellationError { return }
            }
            await pass(turns)
            try await change()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    @Test func `ends at whatever moment that is`() async throws {
        let world = try await World.joined(TestServer())
        var generator = SeededGenerator(seed: 7)
        for _ in 1...200 { try await end(world, after: Int.random(in: 0...400, using: &generator)) }
    }

    @Test func `ends while the server is away, and while interfaces come and go`() async throws {
        let server = TestServer()
        let world = try await World.joined(server)
        try world.place(TestServer(), at: 50052)
        var generator = SeededGenerator(seed: 8)
        for round in 1...100 {
            try await end(world, after: Int.random(in: 0...200, using: &generator)) {
                if round.isMultiple(of: 2) { try server.change([TestServer.record(4, port: 4000 + round)]) }
                world.machine.change()
                world.clock.advance(by: .seconds(round.isMultiple(of: 3) ? 30 : 1))
                await pass(Int.random(in: 0...100, using: &generator))
            }
        }
    }

    @Test func `does not wait for name servers that are silent`() async throws {
        let pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        let answer = Watched(false)
        let hasBegun = Watched(false)
        await withTaskGroup { group in
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    try await Abandoned.running(on: pool) {
                        hasBegun.update { $0 = true }
                        while !answer.value {}
                    }
                }
            }
            _ = try? await hasBegun.wait { $0 }
            group.cancelAll()
        }
        answer.update { $0 = true }
        try await pool.shutdownGracefully()
    }
}
