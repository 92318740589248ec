internal import ArgumentParser
internal import DurableFiles
internal import NetmakerAPI
internal import NetmakerCore
internal import SecretInput

/// What the caller learns without reading.
enum ExitStatus: Int32 {
    case done = 0
    case failed = 1
    /// The command line is wrong.
    case usage = 2
    /// The server said no.
    case refused = 3
    /// The server that was meant did not answer.
    case unreachable = 4
    case notFound = 5
    /// It does not fit what is there, or changed in between.
    case conflict = 6
    /// The change is made, but not every connected node has it yet.
    case notInForce = 7
    /// What was asked about is not reached, or not known to be.
    case notReachable = 8
    /// The server is not as a file says, which was asked for.
    case differs = 9

    /// The one place where an error becomes an exit status.
    init(_ error: any Error) {
        switch error {
        case let error as APIError: self.init(error)
        case is NotInForceError: self = .notInForce
        case is NotReachableError: self = .notReachable
        case is NotThereError: self = .notFound
        case is DifferenceFound: self = .differs
        case is UnfulfilledDeclaration: self = .conflict
        case let error as ModelError: self = error.code == .conflict ? .conflict : .usage
        case is FileError, is CommandFailure, is SecretInputError: self = .failed
        default:
            switch NMCtl.exitCode(for: error) {
            case .success: self = .done
            case .validationFailure: self = .usage
            default: self = .failed
            }
        }
    }

    private init(_ error: APIError) {
        switch error.code {
        case .unreachable, .untrusted: self = .unreachable
        case .problem: self = error.problem?.kind.map(ExitStatus.init) ?? .refused
        default: self = .failed
        }
    }

    private init(_ kind: Problem.Kind) {
        switch kind {
        case .invalidRequest, .unauthenticated, .forbidden, .methodNotAllowed, .gone, .tooLarge,
            .unsupportedMediaType, .tooManyAttempts, .exhausted:
            self = .refused
        case .notFound: self = .notFound
        case .conflict, .preconditionFailed: self = .conflict
        case .unavailable, .outOfRoom, .internalError: self = .failed
        }
    }
}
