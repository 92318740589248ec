internal import ArgumentParser
internal import NetmakerAgent
internal import NetmakerAgentProtocol
internal import NetmakerCore

/// What a script learns from the end of netclient.
enum ExitStatus: Int32 {
    case done = 0
    case failed = 1
    /// What was typed has no meaning.
    case usage = 2
    /// The server said no.
    case refused = 3
    /// The server, or the daemon, did not answer.
    case unreachable = 4

    /// The one place where an error becomes a number.
    init(_ error: any Error) {
        switch error {
        case let error as AgentError: self = Self.status(of: error.code)
        case let error as AgentProtocolError: self = error.code == .unavailable ? .unreachable : .refused
        case is ModelError: self = .usage
        default:
            switch NetClient.exitCode(for: error) {
            case .success: self = .done
            case .validationFailure: self = .usage
            default: self = .failed
            }
        }
    }

    private static func status(of code: AgentError.Code) -> ExitStatus {
        switch code {
        case .refused: .refused
        case .unreachable: .unreachable
        case .invalidInput: .usage
        default: .failed
        }
    }
}
