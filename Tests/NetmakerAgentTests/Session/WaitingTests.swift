import NetmakerTesting
import NetmakerWG
import Synchronization
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `Waiting for a value` {
    @Test func `returns at once when it is there`() async throws {
        let watched = Watched(3)
        #expect(try await watched.wait { $0 == 3 } == 3)
    }

    @Test func `wakes everybody whose condition is met`() async throws {
        let watched = Watched(0)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for target in 1...10 { group.addTask { try await watched.wait { $0 >= target } } }
            for _ in 1...10 { watched.update { $0 += 1 } }
            for try await value in group { #expect(value >= 1) }
        }
    }

    @Test func `ends with its task`() async {
        let watched = Watched(0)
        await withTaskGroup { group in
            group.addTask {
                await #expect(throws: CancellationError.self) { try await watched.wait { $0 == 1 } }
            }
            group.cancelAll()
        }
    }
}

@Suite(.timeLimit(.minutes(1))) struct `A signal` {
    @Test func `raised twice before it is awaited is raised once`() async throws {
        let signal = Signal()
        signal.raise()
        signal.raise()
        try await signal.wait()
        await withTaskGroup { group in
            group.addTask { await #expect(throws: CancellationError.self) { try await signal.wait() } }
            group.cancelAll()
        }
    }

    @Test func `cuts a sleep short`() async throws {
        let clock = AgentClock(VirtualClock())
        let signal = Signal()
        signal.raise()
        try await clock.sleep(until: .seconds(1000), orUntil: signal)
        #expect(clock.now == .zero)
    }
}

@Suite(.timeLimit(.minutes(1))) struct `Taking turns` {
    private actor Counter {
        private let turns = Turns()
        private var inside = 0
        private(set) var most = 0
        private(set) var total = 0

        func enter() async throws {
            await turns.taking {
                inside += 1
                most = max(most, inside)
                await Task.yield()
                inside -= 1
                total += 1
            }
        }
    }

    @Test func `let one in at a time, and everybody in the end`() async throws {
        let counter = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 { group.addTask { try await counter.enter() } }
            try await group.waitForAll()
        }
        #expect(await counter.most == 1)
        #expect(await counter.total == 200)
    }
}
