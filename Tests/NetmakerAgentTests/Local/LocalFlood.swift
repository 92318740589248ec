import Foundation
import Synchronization

/// Calls at a daemon's socket as fast as it goes, whether anybody listens or not, from a thread of its own.
final class LocalFlood: Sendable {
    private let isOver = Mutex(false)
    private let count = Mutex(0)

    /// How often it was let in.
    var calls: Int { count.withLock { $0 } }

    init(to path: String) {
        Thread.detachNewThread { [self] in
            var callers: [LocalCaller] = []
            while !isOver.withLock({ $0 }) {
                // Refused while nobody listens.
                guard let caller = try? LocalCaller(to: path) else { continue }
                count.withLock { $0 += 1 }
                callers = callers.suffix(16) + [caller]
            }
        }
    }

    func stop() { isOver.withLock { $0 = true } }
}
