import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerControl

@Suite(.timeLimit(.minutes(1))) struct `Who waits for a commit` {
    private static let harbor = Samples.network().aggregate
    private static let branch = Samples.network("branch", epoch: 2).aggregate

    private static func entry(of aggregate: AggregateID) -> ChangeEntry {
        ChangeEntry(aggregate: aggregate, revision: Revision(2), time: Samples.time, actor: "server", mutations: [])
    }

    /// Waits in a task of its own, and returns once that does.
    private func waiting(
        _ watches: LogWatches, for aggregate: AggregateID, _ body: (Task<Void, Never>) async throws -> Void
    ) async rethrows {
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            await watches.wait(for: [aggregate]) {
                begin.yield()
                return false
            }
        }
        var iterator = begun.makeAsyncIterator()
        await iterator.next()
        try await body(task)
    }

    @Test func `is woken by what they wait for`() async {
        let watches = LogWatches()
        await waiting(watches, for: Self.harbor) { task in
            watches.wake([Self.entry(of: Self.branch), Self.entry(of: Self.harbor)])
            await task.value
        }
    }

    @Test func `is not woken by another's commit`() async {
        let watches = LogWatches()
        await waiting(watches, for: Self.harbor) { task in
            watches.wake([Self.entry(of: Self.branch)])
            #expect(watches.count == 1)
            watches.wake([Self.entry(of: Self.harbor)])
            await task.value
            #expect(watches.count == 0)
        }
    }

    @Test func `does not wait for what has happened`() async {
        await LogWatches().wait(for: [Self.harbor]) { true }
    }

    @Test func `stops waiting when cancelled`() async {
        let watches = LogWatches()
        await waiting(watches, for: Self.harbor) { task in
            task.cancel()
            await task.value
            #expect(watches.count == 0)
        }
    }

    @Test func `costs nothing when there is nobody`() {
        let meter = TouchMeter()
        TouchMeter.$current.withValue(meter) {
            LogWatches().wake((1...1000).map { _ in Self.entry(of: Self.harbor) })
        }
        #expect(meter.count == 0)
    }
}
