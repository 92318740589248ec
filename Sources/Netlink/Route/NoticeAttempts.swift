/// When to read what the kernel notices of interfaces: as it comes; but after a failure not before a pause, which grows
/// with each that follows.
struct NoticeAttempts {
    /// What came of it.
    enum Outcome: Equatable {
        /// The reader knows all there is.
        case caughtUp
        /// The kernel does not tell, or interfaces kept changing while they were read: try again after so many
        /// milliseconds.
        case failed(pause: Int)
        /// Another attempt is due later.
        case waiting
    }

    private let reader: InterfaceReader
    private var pause = Self.shortestPause
    private var isRetryDue = false

    private static let shortestPause = 100
    private static let longestPause = 10_000

    init(_ reader: InterfaceReader) {
        self.reader = reader
    }

    /// Notices wait. While another attempt is due they begin none of their own, and are thrown away: they would else
    /// call again and again until then.
    mutating func noticesWait() -> Outcome {
        guard !isRetryDue else {
            reader.forgetWaiting()
            return .waiting
        }
        return attempt()
    }

    /// The pause is over.
    mutating func pauseEnded() -> Outcome {
        isRetryDue = false
        return attempt()
    }

    private mutating func attempt() -> Outcome {
        do {
            try reader.catchUp()
        } catch {
            isRetryDue = true
            defer { pause = min(pause * 2, Self.longestPause) }
            return .failed(pause: pause)
        }
        pause = Self.shortestPause
        return .caughtUp
    }
}
