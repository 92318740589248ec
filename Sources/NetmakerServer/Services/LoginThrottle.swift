internal import Synchronization

/// Slows those who guess: after a few wrong tries, each further one must wait twice as long as the one before. Counted
/// for each source with each name, so that nobody is locked out by somebody else's guesses, and for each source as a
/// whole.
final class LoginThrottle: Sendable {
    /// Wrong tries that cost nothing: people mistype.
    static let freeTries = 3
    /// The same for all names of one source.
    static let freeTriesOfSource = 12
    /// The longest wait.
    static let longestWait: Duration = .seconds(300)
    /// The most counters kept; when there are more, those that have waited longest go.
    static let capacity = 8192

    private enum Key: Hashable {
        case source(String)
        case pair(source: String, user: String)
    }
    private struct Tries {
        var wrong = 0
        var blockedUntil: Duration
    }
    private let elapsed: @Sendable () -> Duration
    private let tries = Mutex<[Key: Tries]>([:])

    /// - Parameter elapsed: a time that only moves forward: the clock on the wall may jump.
    init(elapsed: @escaping @Sendable () -> Duration) { self.elapsed = elapsed }

    /// Lets a try be looked at, and counts it as wrong until `countRight` says otherwise: of many that come at once, no
    /// more are looked at than of as many that come one after the other.
    ///
    /// - Throws: `TooManyAttempts` while the name must wait, or the source.
    func admit(_ user: String, from source: String) throws(TooManyAttempts) {
        let now = elapsed()
        let refusal: TooManyAttempts? = tries.withLock { tries in
            let until = Self.keys(user, source).compactMap { tries[$0.key]?.blockedUntil }.max()
            if let until, until > now {
                return TooManyAttempts(seconds: Int((until - now).components.seconds) + 1)
            }
            Self.countWrong(user, source, in: &tries, now: now)
            return nil
        }
        if let refusal { throw refusal }
    }

    /// Counts a wrong try.
    func countWrong(_ user: String, from source: String) {
        let now = elapsed()
        tries.withLock { Self.countWrong(user, source, in: &$0, now: now) }
    }

    /// A right try clears the name, and takes itself back from its source, but none of the source's wrong ones: who
    /// guesses may own one account.
    func countRight(_ user: String, from source: String) {
        tries.withLock { tries in
            tries[.pair(source: source, user: user)] = nil
            Self.takeBack(.source(source), free: Self.freeTriesOfSource, in: &tries)
        }
    }

    /// Takes a try back that was not ruled on.
    func forgive(_ user: String, from source: String) {
        tries.withLock { tries in
            for (key, free) in Self.keys(user, source) { Self.takeBack(key, free: free, in: &tries) }
        }
    }

    private static func countWrong(_ user: String, _ source: String, in tries: inout [Key: Tries], now: Duration) {
        for (key, free) in keys(user, source) {
            var entry = tries[key] ?? Tries(blockedUntil: now)
            entry.wrong += 1
            if entry.wrong >= free { entry.blockedUntil = now + wait(after: entry.wrong - free) }
            tries[key] = entry
        }
        if tries.count > capacity { forget(&tries, now: now) }
    }

    private static func takeBack(_ key: Key, free: Int, in tries: inout [Key: Tries]) {
        guard var entry = tries[key] else { return }
        entry.wrong -= 1
        if entry.wrong < free { entry.blockedUntil = .zero }
        tries[key] = entry.wrong > 0 ? entry : nil
    }

    private static func keys(_ user: String, _ source: String) -> [(key: Key, free: Int)] {
        [(.pair(source: source, user: user), freeTries), (.source(source), freeTriesOfSource)]
    }

    /// 1 s, 2 s, 4 s and so on.
    private static func wait(after surplus: Int) -> Duration {
        min(longestWait, .seconds(1 << min(surplus, 16)))
    }

    private static func forget(_ tries: inout [Key: Tries], now: Duration) {
        tries = tries.filter { $0.value.blockedUntil > now }
        let surplus = tries.count - capacity
        guard surplus > 0 else { return }
        for (key, _) in tries.sorted(by: { $0.value.blockedUntil < $1.value.blockedUntil }).prefix(surplus) {
            tries[key] = nil
        }
    }
}

/// That a source guesses, and must wait.
struct TooManyAttempts: Error {
    /// How long until the next try is looked at.
    let seconds: Int
}
