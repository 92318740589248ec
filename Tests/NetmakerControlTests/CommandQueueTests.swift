import NetmakerCore
import NetmakerTesting
import Synchronization
import Testing

@testable import NetmakerControl

@Suite struct `The queue of commands` {
    /// A command, and a place for what it is refused with.
    private final class Refusals: Sendable {
        private let codes = Mutex<[ControlError.Code]>([])
        var all: [ControlError.Code] { codes.withLock { $0 } }

        func submission() -> Submission {
            Submission(DeleteNetwork(name: World.harbor), as: World.alice) { outcome in
                if case .failure(let error) = outcome { self.codes.withLock { $0.append(error.code) } }
            }
        }
    }

    @Test func `refuses what is one too many, and nothing before`() {
        let (queue, refusals) = (CommandQueue(), Refusals())
        for _ in 1...CommandQueue.capacity { queue.submit(refusals.submission()) }
        #expect(refusals.all.isEmpty)
        queue.submit(refusals.submission())
        #expect(refusals.all == [.overloaded])
        #expect(queue.count == CommandQueue.capacity)
    }

    @Test func `hands out what waits after it was closed, and takes nothing more`() async {
        let (queue, refusals) = (CommandQueue(), Refusals())
        queue.submit(refusals.submission())
        queue.close()
        queue.submit(refusals.submission())
        #expect(refusals.all == [.unavailable])
        #expect(await queue.next() != nil)
        #expect(await queue.next() == nil)
    }

    @Test func `lets the writer go that waits when it is closed`() async {
        let queue = CommandQueue()
        async let next = queue.next()
        queue.close()
        #expect(await next == nil)
    }
}
