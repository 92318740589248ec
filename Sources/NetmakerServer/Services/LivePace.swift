/// How often one who follows is told what is seen of agents: the first at once, and what comes then together. When a
/// server has restarted, every agent comes back, and each open page would be told of each.
struct LivePace: Sendable {
    private let elapsed: @Sendable () -> Duration
    /// When they may be told again, by `elapsed`.
    private var next: Duration = .zero

    /// How long others are gathered after some nodes were told.
    static let moment: Duration = .milliseconds(250)
    /// How long after so many that they have no names: who hears of it reads all of them.
    static let rest: Duration = .seconds(2)

    init(_ clock: any Clock<Duration>) { elapsed = clock.stopwatch() }

    /// How long it is until they may be told; zero for now.
    var delay: Duration { max(.zero, next - elapsed()) }

    /// Notes that they are told now.
    mutating func tell(many: Bool) { next = elapsed() + (many ? Self.rest : Self.moment) }
}
