internal import Synchronization

/// Slows those who guess: after a few wrong tries, each further one must wait twice as long as the one before. Counted
/// for each source with each name, so that nobody is locked out by somebody else's guesses, for each source as a whole,
/// and for each name as a whole, against who guesses from many places: much milder, and not for a source that knew the
/// password.
final class LoginThrottle: Sendable {
    /// Wrong tries that cost nothing: people mistype.
    static let freeTries = 3
    /// The same for all names of one source.
    static let freeTriesOfSource = 12
    /// The same for one name from all sources that have never been right.
    static let freeTriesOfAccount = 24
    /// The longest wait.
    static let longestWait: Duration = .seconds(300)
    /// The longest wait that others' guesses bring upon a name: its owner may be at a new place.
    static let longestWaitOfAccount: Duration = .seconds(32)
    /// How long until one wrong try is forgotten. So seldom that who guesses and waits for it tries no more often than
    /// the longest wait allows.
    static let memory: Duration = longestWait * 2
    /// The most counters kept; when there are more, those that have waited longest go.
    static let capacity = 8192

    private let elapsed: @Sendable () -> Duration
    private struct State {
        var tries: [Key: Tries] = [:]
        /// Sources with the names whose password they knew, and when they did.
        var trusted: [Key: Duration] = [:]
    }
    private let state = Mutex(State())

    /// - Parameter elapsed: a time that only moves forward: the clock on the wall may jump.
    init(elapsed: @escaping @Sendable () -> Duration) { self.elapsed = elapsed }

    /// That a try is looked at, and what it changed.
    struct Admission: Sendable {
        fileprivate let pair: Key
        fileprivate let marks: [Mark]
    }

    /// Lets a try be looked at, and counts it as wrong until `countRight` or `forgive` says otherwise: of many that
    /// come at once, no more are looked at than of as many that come one after the other.
    ///
    /// - Throws: `TooManyAttempts` while the name must wait, or the source.
    func admit(_ user: String, from source: RequestSource) throws(TooManyAttempts) -> Admission {
        let now = elapsed()
        let pair = Key.pair(source: source, user: user)
        return try state.withLock { state throws(TooManyAttempts) in
            let keys = [pair, .source(source)] + (state.trusted[pair] == nil ? [.account(user)] : [])
            let until = keys.compactMap { state.tries[$0]?.blockedUntil }.max()
            if let until, until > now { throw TooManyAttempts(seconds: Int((until - now).components.seconds) + 1) }
            let admission = Admission(pair: pair, marks: keys.map { Self.count($0, in: &state.tries, now) })
            if state.tries.count > Self.capacity { Self.forget(&state.tries, now: now) }
            return admission
        }
    }

    /// A right try clears the name, and takes itself back from its source and from the name as a whole, but none of
    /// their wrong ones: who guesses may own one account, and others may guess still.
    func countRight(_ admission: Admission) {
        let now = elapsed()
        state.withLock { state in
            for mark in admission.marks { Self.takeBack(mark, in: &state.tries) }
            state.tries[admission.pair] = nil
            state.trusted[admission.pair] = now
            guard state.trusted.count > Self.capacity else { return }
            let oldest = state.trusted.min { $0.value < $1.value }
            if let oldest { state.trusted[oldest.key] = nil }
        }
    }

    /// Takes a try back that was not ruled on.
    func forgive(_ admission: Admission) {
        state.withLock { state in
            for mark in admission.marks { Self.takeBack(mark, in: &state.tries) }
        }
    }
}

extension LoginThrottle {
    fileprivate enum Key: Hashable {
        case source(RequestSource)
        case account(String)
        case pair(source: RequestSource, user: String)

        /// How many wrong tries cost nothing.
        var free: Int {
            switch self {
            case .source: freeTriesOfSource
            case .account: freeTriesOfAccount
            case .pair: freeTries
            }
        }

        var longestWait: Duration {
            switch self {
            case .source, .pair: LoginThrottle.longestWait
            case .account: longestWaitOfAccount
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
        if entry.wrong >= key.free { entry.blockedUntil = now + wait(after: entry.wrong - key.free, key) }
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
    private static func wait(after surplus: Int, _ key: Key) -> Duration {
        min(key.longestWait, .seconds(1 << min(surplus, longestSurplus)))
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
