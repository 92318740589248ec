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
        var blockedUntil: ContinuousClock.Instant
    }
    private let tries = Mutex<[Key: Tries]>([:])

    /// - Parameter now: on a clock that cannot be set: the one on the wall may jump.
    func admit(_ user: String, from source: String, now: ContinuousClock.Instant = .now) throws(TooManyAttempts) {
        let until = tries.withLock { tries in
            Self.keys(user, source).compactMap { tries[$0.key]?.blockedUntil }.max()
        }
        guard let until, until > now else { return }
        throw TooManyAttempts(seconds: Int(now.duration(to: until).components.seconds) + 1)
    }

    /// Counts a wrong try.
    func countWrong(_ user: String, from source: String, now: ContinuousClock.Instant = .now) {
        tries.withLock { tries in
            for (key, free) in Self.keys(user, source) {
                var entry = tries[key] ?? Tries(blockedUntil: now)
                entry.wrong += 1
                if entry.wrong >= free { entry.blockedUntil = now + Self.wait(after: entry.wrong - free) }
                tries[key] = entry
            }
            if tries.count > Self.capacity { Self.forget(&tries, now: now) }
        }
    }

    /// A right try clears the name, and not its source: who guesses may own one account.
    func countRight(_ user: String, from source: String) {
        tries.withLock { $0[.pair(source: source, user: user)] = nil }
    }

    private static func keys(_ user: String, _ source: String) -> [(key: Key, free: Int)] {
        [(.pair(source: source, user: user), freeTries), (.source(source), freeTriesOfSource)]
    }

    /// 1 s, 2 s, 4 s and so on.
    private static func wait(after surplus: Int) -> Duration {
        min(longestWait, .seconds(1 << min(surplus, 16)))
    }

    private static func forget(_ tries: inout [Key: Tries], now: ContinuousClock.Instant) {
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
