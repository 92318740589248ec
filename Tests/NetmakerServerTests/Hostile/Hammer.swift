import Foundation
import Glibc
import NetmakerCore
import Synchronization

/// Connects to a port and hangs up, as fast as it goes, from a thread of its own, until told to stop.
final class Hammer: Sendable {
    private let isOver = Mutex(false)
    private let count = Mutex(0)

    /// How often it was let in.
    var connections: Int { count.withLock { $0 } }

    init(on port: ListenPort) {
        Thread.detachNewThread { [self] in
            // A few stay for a while, so that not all have gone by the time they are looked at.
            var open: [Int32] = []
            while !isOver.withLock({ $0 }) {
                if let connection = connected(to: port) {
                    count.withLock { $0 += 1 }
                    open.append(connection)
                }
                if open.count > 32 { close(open.removeFirst()) }
            }
            for connection in open { close(connection) }
        }
    }

    func stop() { isOver.withLock { $0 = true } }
}
