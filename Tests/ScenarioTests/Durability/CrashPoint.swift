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
    /// One that a server at work comes to within a second or so, or one that any start comes to.
    static func random(using generator: inout some RandomNumberGenerator) -> CrashPoint {
        let atWork: [(Kind, Int)] = [
            (.walWrite, 60), (.walWrite, 60), (.walSync, 12), (.walSync, 12), (.reply, 20), (.publish, 20),
            (.time, 400), (.time, 400), (.databaseWrite, 40), (.databaseSync, 1),
        ]
        let atStart: [(Kind, Int)] = [
            (.fileWrite, 1), (.fileSync, 1), (.rename, 1), (.folderSync, 3), (.create, 4), (.remove, 1), (.walWrite, 4),
            (.walSync, 1), (.time, 150),
        ]
        let fromStart = Int.random(in: 0..<5, using: &generator) == 0
        let choices = fromStart ? atStart : atWork
        let (kind, limit) = choices[Int.random(in: 0..<choices.count, using: &generator)]
        let moments = kind.moments
        return CrashPoint(
            kind: kind, moment: moments[Int.random(in: 0..<moments.count, using: &generator)],
            count: Int.random(in: 1...limit, using: &generator), loss: .random(using: &generator),
            fromStart: fromStart)
    }
}
