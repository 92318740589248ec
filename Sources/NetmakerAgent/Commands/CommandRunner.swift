public import NetmakerCore

/// Runs the commands of an interface on this machine.
public protocol CommandRunner: Sendable {
    /// Runs a command to its end, which comes at its time limit at the latest.
    ///
    /// - Parameter line: is told what the command says, line by line.
    /// - Throws: when it cannot be started, and `CancellationError` when the task is cancelled: it has ended then.
    func run(_ call: CommandCall, saying line: @escaping @Sendable (String) -> Void) async throws -> CommandEnding
}

/// A command as it is to be run.
public struct CommandCall: Hashable, Sendable {
    /// For `/bin/sh`.
    public let text: String
    public let network: NetworkName
    public let interface: InterfaceName
    /// For how long it may run.
    public let limit: Duration

    public init(text: String, network: NetworkName, interface: InterfaceName, limit: Duration) {
        self.text = text
        self.network = network
        self.interface = interface
        self.limit = limit
    }
}

/// How a command ended.
public enum CommandEnding: Hashable, Sendable {
    case exited(Int32)
    /// By the number of the signal.
    case killed(by: Int32)
    /// It was ended at its time limit, with all that it had started.
    case overdue
}
