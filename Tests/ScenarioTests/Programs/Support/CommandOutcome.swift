import FoundationEssentials
import Subprocess

/// How a command ended, and what it said.
struct CommandOutcome: CustomStringConvertible {
    let command: String
    let status: TerminationStatus
    let output: String
    let complaints: String

    /// The exit status; nil when a signal ended it.
    var exitStatus: Int32? {
        if case .exited(let code) = status { code } else { nil }
    }

    var description: String { "\(command): \(status)\n\(output)\(complaints)" }

    /// What it printed, provided that it ended well.
    ///
    /// - Throws: `CommandFailed`.
    func printed() throws -> String {
        guard exitStatus == 0 else { throw CommandFailed(outcome: self) }
        return output
    }

    /// What it printed, read as JSON.
    func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(printed().utf8))
    }
}

/// A command that had to end well and did not.
struct CommandFailed: Error, CustomStringConvertible {
    let outcome: CommandOutcome

    var description: String { outcome.description }
}
