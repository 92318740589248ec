import NetmakerControl

/// Why a command is refused: the codes there are, with names.
enum Refusal: String, Hashable, Sendable, CaseIterable, Error {
    case unauthenticated, forbidden, invalidValue, unsupported, notFound, gone, refused, conflict, exhausted
    case preconditionFailed, full, overloaded, unavailable

    init?(_ code: ControlError.Code) {
        guard let refusal = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = refusal
    }

    private var code: ControlError.Code {
        switch self {
        case .unauthenticated: .unauthenticated
        case .forbidden: .forbidden
        case .invalidValue: .invalidValue
        case .unsupported: .unsupported
        case .notFound: .notFound
        case .gone: .gone
        case .refused: .refused
        case .conflict: .conflict
        case .exhausted: .exhausted
        case .preconditionFailed: .preconditionFailed
        case .full: .full
        case .overloaded: .overloaded
        case .unavailable: .unavailable
        }
    }
}
