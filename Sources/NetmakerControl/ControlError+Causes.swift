public import NetmakerCore
public import NetmakerStore

extension ControlError {
    /// What a decision refused.
    public init(_ error: ModelError) {
        self.init(
            Code(error.code), field: error.field, message: error.message, remedy: error.remedy, cause: error)
    }

    /// Why nothing could be committed or read.
    public init(_ error: StoreError) {
        self.init(
            error.code == .full ? .full : .unavailable, message: error.message, remedy: error.remedy, cause: error)
    }
}

extension ControlError.Code {
    /// What a model's refusal means to who asked.
    fileprivate init(_ code: ModelError.Code) {
        let known: [ModelError.Code: ControlError.Code] = [
            .invalidValue: .invalidValue, .unsupported: .unsupported, .notFound: .notFound, .refused: .refused,
            .expired: .refused, .conflict: .conflict, .notUnique: .conflict, .exhausted: .exhausted,
            .preconditionFailed: .preconditionFailed,
        ]
        self = known[code] ?? .conflict
    }
}
