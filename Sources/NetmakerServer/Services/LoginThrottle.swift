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
    /// How long until one wrong try is forgotten. So seldom that who guesses and waits for it tries no more often than
    /// the longest wait allows.
    static let memory: Duration = longestWait * 2
    /// The most counters kept; when there are more, those that have waited longest go.
    static let capacity = 8192

    private let elapsed: @Sendable () -> Duration
    private let tries = Mutex<[Key: Tries]>([:])

    /// - Parameter elapsed: a time that only moves forward: the clock on the wall may jump.
    init(elapsed: @escaping @Sendable () -> Duration) { self.elapsed = elapsed }

    /// That a try is looked at, and what it changed.
    struct Admission: Sendable {
        fileprivate let pair: Mark
        fileprivate let source: Mark
    }

    /// Lets a try be looked at, and counts it as wrong until `countRight` or `forgive` says otherwise: of many that
    /// come at once, no more are looked at than of as many that come one after the other.
    ///
    /// - Throws: `TooManyAttempts` while the name must wait, or the source.
    func admit(_ user: String, from source: RequestSource) throws(TooManyAttempts) -> Admission {
        let now = elapsed()
        let (pair, whole) = (Key.pair(source: source, user: user), Key.source(source))
        return try tries.withLock { tries throws(TooManyAttempts) in
            let until = [pair, whole].compactMap { tries[$0]?.blockedUntil }.max()
            if let until, until > now { throw TooManyAttempts(seconds: Int((until - now).components.seconds) + 1) }
            let admission = Admission(
                pair: Self.count(pair, in: &tries, now), source: Self.count(whole, in: &tries, now))
            if tries.count > Self.capacity { Self.forget(&tries, now: now) }
            return admission
        }
    }

    /// A right try clears the name, and takes itself back from its source, but none of the source's wrong ones: who
    /// guesses may own one account.
    func countRight(_ admission: Admission) {
        tries.withLock { tries in
            tries[admission.pair.key] = nil
            Self.takeBack(admission.source, in: &tries)
        }
    }

    /// Takes a try back that was not ruled on.
    func forgive(_ admission: Admission) {
        tries.withLock { tries in
            Self.takeBack(admission.pair, in: &tries)
            Self.takeBack(admission.source, in: &tries)
        }
    }
}

extension LoginThrottle {
    fileprivate enum Key: Hashable {
        case source(RequestSource)
        case pair(source: RequestSource, user: String)

        /// How many wrong tries cost nothing.
        var free: Int {
            switch self {
            case .source: freeTriesOfSource
            case .pair: freeTries
            }
        }
    }

    /// The wrong tries that are not forgotten.
    private struct Tries {
        var wrong = 0
        /// Since when the next one is being forgotten.
        var since: Duration
        var blockedUntil: Duration

        mutating func forget(now: Duration) {
            let count = Int((now - since) / memory)
            guard count > 0 else { return }
            wrong = max(wrong - count, 0)
            since += memory * count
        }
    }

    /// What one try has changed in a counter.
    fileprivate struct Mark {
        let key: Key
        let added: Int
        let blockedBefore: Duration
        let blockedUntil: Duration
    }

    private static func count(_ key: Key, in tries: inout [Key: Tries], _ now: Duration) -> Mark {
        var entry = tries[key] ?? Tries(since: now, blockedUntil: now)
        entry.forget(now: now)
        if entry.wrong == 0 { entry.since = now }
        let before = entry
        // More than lead to the longest wait would only take longer to forget.
        entry.wrong = min(entry.wrong + 1, key.free + longestSurplus)
        if entry.wrong >= key.free { entry.blockedUntil = now + wait(after: entry.wrong - key.free) }
        tries[key] = entry
        return Mark(
            key: key, added: entry.wrong - before.wrong, blockedBefore: before.blockedUntil,
            blockedUntil: entry.blockedUntil)
    }

    /// What others have changed since stays.
    private static func takeBack(_ mark: Mark, in tries: inout [Key: Tries]) {
        guard var entry = tries[mark.key] else { return }
        entry.wrong -= mark.added
        if entry.wrong < mark.key.free || entry.blockedUntil == mark.blockedUntil {
            entry.blockedUntil = mark.blockedBefore
        }
        tries[mark.key] = entry.wrong > 0 ? entry : nil
    }

    /// 1 s, 2 s, 4 s and so on.
    private static func wait(after surplus: Int) -> Duration {
        min(longestWait, .seconds(1 << min(surplus, longestSurplus)))
    }

    /// So many wrong tries too many make the longest wait.
    private static let longestSurplus = 9

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
