public import NetmakerCore
internal import Synchronization

/// A clock on the wall that stands until it is moved.
public final class ManualClock: WallClock {
    private let time: Mutex<Timestamp>

    /// 2026-01-01T00:00:00Z unless said otherwise.
    public init(_ time: Timestamp = Samples.time) { self.time = Mutex(time) }

    public var now: Timestamp { time.withLock { $0 } }

    /// Moves the clock; a negative duration moves it back, as an administrator may.
    public func advance(by duration: Duration) {
        time.withLock { $0 = $0 + duration }
    }
}
