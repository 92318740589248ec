extension WireGuardInterface {
    /// When an interface is looked at, and how soon again after a failure.
    public struct Pace: Sendable {
        /// How often it is looked at when nothing asks for it: a change that nobody tells of is found by then.
        public var verification: Duration
        /// How long to wait after a failure, or when it changes a second time between two verifications; each further
        /// time doubles it.
        public var firstPause: Duration
        /// The longest such wait.
        public var longestPause: Duration

        /// Every minute; after a failure in a tenth of a second, and in five seconds at the latest.
        public init(
            verification: Duration = .seconds(60), firstPause: Duration = .milliseconds(100),
            longestPause: Duration = .seconds(5)
        ) {
            self.verification = verification
            self.firstPause = firstPause
            self.longestPause = longestPause
        }

        fileprivate func pause(after pause: Duration) -> Duration {
            pause == .zero ? firstPause : min(pause * 2, longestPause)
        }
    }

    /// Keeps the interface as it is wanted, until it is removed or the task is cancelled; it then stays as it is.
    ///
    /// A death is noticed by the kernel's word that the interface is gone, within milliseconds; so is what others do to
    /// its addresses. What they do to its peers or routes is found by the next verification.
    ///
    /// - Parameters:
    ///   - namespace: the network namespace that the backend's interfaces are in; nil is that of the calling thread.
    ///   - pace: when to look, and how soon to try again.
    /// - Throws: ``WireGuardError/Code/refused`` when the kernel cannot be listened to.
    public func run(in namespace: NetworkNamespace? = nil, pace: Pace = Pace()) async throws {
        await run(noticing: try InterfaceChanges(of: name, in: namespace), pace: pace, clock: ContinuousClock())
    }

    /// The same by other hints that something may have changed, and by another clock.
    ///
    /// - Parameter hints: one element for any number of changes. Should they end, the verifications go on.
    public func run<Hints: AsyncSequence & Sendable>(
        noticing hints: Hints, pace: Pace = Pace(), clock: any Clock<Duration>
    ) async where Hints.Element == Void {
        // One that waits says as much as a hundred.
        let (occasions, continuation) = AsyncStream<Occasion>.makeStream(bufferingPolicy: .bufferingNewest(1))
        begin(continuation)
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for try await _ in hints where await self.hasChanged() { continuation.yield(.change) }
            }
            group.addTask {
                while true {
                    continuation.yield(.verification)
                    try await clock.sleep(for: pace.verification)
                }
            }
            await keep(at: occasions, pace, clock)
            group.cancelAll()
        }
    }

    /// What a look is for.
    enum Occasion {
        case verification, change
    }

    private func keep(at occasions: AsyncStream<Occasion>, _ pace: Pace, _ clock: any Clock<Duration>) async {
        // An implementation that dies again and again is not started again and again at once, and with others who
        // change the interface there is no race.
        var pause: Duration = .zero
        do {
            for await occasion in occasions {
                if occasion == .change { try await clock.sleep(for: pause) }
                while await !look() {
                    pause = pace.pause(after: pause)
                    try await clock.sleep(for: pause)
                }
                pause = occasion == .change ? pace.pause(after: pause) : .zero
            }
        } catch {
            // Cancelled.
        }
    }
}
