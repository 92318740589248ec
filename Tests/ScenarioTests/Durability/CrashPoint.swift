/// Where a server is to die, for the library in `Scripts/lib/crash-points`.
struct CrashPoint: Sendable, CustomStringConvertible {
    /// The kinds of calls that are counted, in the library's order.
    enum Kind: String, CaseIterable, Sendable {
        case walWrite = "wal-write"
        case walSync = "wal-sync"
        case databaseWrite = "database-write"
        case databaseSync = "database-sync"
        case fileWrite = "file-write"
        case fileSync = "file-sync"
        case truncate
        case create
        case rename
        case remove
        case folderSync = "folder-sync"
        case publish
        case reply
        case time

        /// When in such a call a process can die.
        var moments: [Moment] {
            switch self {
            case .walWrite, .databaseWrite, .fileWrite: [.before, .amid, .after]
            case .time: [.after]
            default: [.before, .after]
            }
        }
    }

    enum Moment: String, CaseIterable, Sendable {
        case before, amid, after
    }

    /// What is lost with the process.
    enum Loss: Hashable, Sendable {
        /// Nothing: the system keeps what was written.
        case process
        /// The power goes: everything that was not synchronized.
        case everything
        /// The power goes: of what was not synchronized, some, as the number has it.
        case some(UInt64)

        var name: String {
            switch self {
            case .process: "killed"
            case .everything: "power cut, all lost"
            case .some: "power cut, some lost"
            }
        }
    }

    var kind: Kind
    var moment: Moment
    var count: Int
    var loss: Loss
    /// Whether calls count from the process's start rather than from when it is told.
    var fromStart = false

    var description: String {
        "\(kind.rawValue):\(moment.rawValue):\(count), \(loss)\(fromStart ? ", from the start" : "")"
    }

    var environment: [String: String] {
        var environment = ["CRASH_POINT": "\(kind.rawValue):\(moment.rawValue):\(count)"]
        switch loss {
        case .process: break
        case .everything: environment["CRASH_POWER"] = "0"
        case .some(let seed): environment["CRASH_POWER"] = "\(max(seed, 1))"
        }
        if !fromStart { environment["CRASH_ARMED"] = "signal" }
        return environment
    }
}

extension CrashPoint.Loss {
    static func random(using generator: inout some RandomNumberGenerator) -> Self {
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: .process
        case 1: .everything
        default: .some(.random(in: 1 ... .max, using: &generator))
        }
    }
}

extension CrashPoint {
    /// A kind of call, and how many of it come at most: to a server at work within a second or so, or to any start.
    private struct Reach {
        let kind: Kind
        let most: Int
        var isAtStart = false
    }

    private static let atWork: [Reach] = [
        Reach(kind: .walWrite, most: 60), Reach(kind: .walSync, most: 12), Reach(kind: .reply, most: 20),
        Reach(kind: .publish, most: 20), Reach(kind: .time, most: 400), Reach(kind: .databaseWrite, most: 40),
        Reach(kind: .databaseSync, most: 1),
    ]
    private static let atStart: [Reach] = [
        Reach(kind: .fileWrite, most: 1, isAtStart: true), Reach(kind: .fileSync, most: 1, isAtStart: true),
        Reach(kind: .rename, most: 1, isAtStart: true), Reach(kind: .folderSync, most: 3, isAtStart: true),
        Reach(kind: .create, most: 4, isAtStart: true), Reach(kind: .remove, most: 1, isAtStart: true),
        Reach(kind: .walWrite, most: 4, isAtStart: true), Reach(kind: .walSync, most: 1, isAtStart: true),
        Reach(kind: .time, most: 150, isAtStart: true),
    ]

    /// The kinds at which a server that is killed often enough has died.
    static let reachable = Set((atWork + atStart).map(\.kind))

    /// The point of a round: first each kind of call in its turn, then drawn, four of five at work.
    static func next(_ round: Int, using generator: inout some RandomNumberGenerator) -> CrashPoint {
        let walk = atWork + atStart
        if round <= walk.count { return point(within: walk[round - 1], using: &generator) }
        let choices = Int.random(in: 0..<5, using: &generator) == 0 ? atStart : atWork
        return point(within: choices[Int.random(in: 0..<choices.count, using: &generator)], using: &generator)
    }

    private static func point(
        within reach: Reach, using generator: inout some RandomNumberGenerator
    ) -> CrashPoint {
        let moments = reach.kind.moments
        return CrashPoint(
            kind: reach.kind, moment: moments[Int.random(in: 0..<moments.count, using: &generator)],
            count: Int.random(in: 1...reach.most, using: &generator), loss: .random(using: &generator),
            fromStart: reach.isAtStart)
    }
}
