internal import Glibc

/// What time it is, for those who may ask. Computations take the time as an argument instead.
public protocol WallClock: Sendable {
    var now: Timestamp { get }
}

/// The machine's own clock: the one place of this module that reads the time, and nothing in the module calls it.
public struct SystemWallClock: WallClock {
    public init() {}

    public var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(millisecondsSince1970: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
