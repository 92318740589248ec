/// Notices that nobody has been told who asked: a look of its own, a moment before somebody asks, may have found what they
/// ask about.
struct NoticeBook: Sendable {
    private static let maximumCount = 64
    /// Older ones are of another edit than the one that somebody asks about.
    private static let lifetime: Duration = .seconds(60)

    private var untold: [(moment: Duration, notice: NetConfigNotice)] = []

    /// - Parameter moment: by the clock that never steps.
    mutating func add(_ notices: [NetConfigNotice], at moment: Duration) {
        untold = (untold + notices.map { (moment, $0) }).suffix(Self.maximumCount)
    }

    /// Those that were not told yet.
    mutating func take(at moment: Duration) -> [NetConfigNotice] {
        defer { untold = [] }
        return untold.filter { moment - $0.moment <= Self.lifetime }.map(\.notice)
    }
}
