internal import NetmakerCore
internal import Synchronization

/// Since when the server runs, by its clock as that is now: a machine without a battery boots in the past, and learns
/// what time it is later.
final class ServerStart: Sendable {
    private let wallClock: any WallClock
    private let elapsed: @Sendable () -> Duration
    private let told: Mutex<Timestamp>

    /// - Parameter elapsed: how long the server runs, whenever that is asked.
    init(wallClock: any WallClock, elapsed: @escaping @Sendable () -> Duration) {
        self.wallClock = wallClock
        self.elapsed = elapsed
        told = Mutex(wallClock.now - elapsed())
    }

    /// The same as long as nobody has set the clock: the two that it is computed of are not read at once.
    var time: Timestamp {
        let computed = wallClock.now - elapsed()
        return told.withLock { told in
            let step = computed.duration(since: told)
            if step > .seconds(1) || step < .seconds(-1) { told = computed }
            return told
        }
    }
}
