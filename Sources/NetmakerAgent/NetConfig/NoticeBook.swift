/// The latest notices, and how many there have been: who asks for those since a moment gets them, once a look.
struct NoticeBook: Sendable {
    private static let maximumCount = 64

    private var latest: [NetConfigNotice] = []
    private(set) var count = 0

    mutating func add(_ notices: [NetConfigNotice]) {
        latest = (latest + notices).suffix(Self.maximumCount)
        count += notices.count
    }

    /// Those that came after the first so many.
    func since(_ number: Int) -> [NetConfigNotice] { latest.suffix(max(0, count - number)) }
}
