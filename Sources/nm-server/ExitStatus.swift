internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerServer

/// What the caller learns without reading.
enum ExitStatus: Int32 {
    case done = 0
    case failed = 1
    /// The command line or a setting is wrong.
    case usage = 2
    /// The running server said no.
    case refused = 3
    /// No server runs on this data directory.
    case unreachable = 4

    /// The one place where an error becomes an exit status.
    init(_ error: any Error) {
        switch error {
        case let error as ServerError: self = error.code == .invalidConfiguration ? .usage : .failed
        case let error as APIError:
            switch error.code {
            case .unreachable: self = .unreachable
            case .problem: self = .refused
            default: self = .failed
            }
        default:
            switch NMServer.exitCode(for: error) {
            case .success: self = .done
            case .validationFailure: self = .usage
            default: self = .failed
            }
        }
    }
}
