public import NetmakerCore
public import NetmakerStore

extension ControlError {
    /// What a decision refused.
    public init(_ error: ModelError) {
        self.init(
            Code(error.code), field: error.field, message: error.message, remedy: error.remedy, cause: error)
    }

    /// That nothing could be committed or read. Strangers are told this: where the database lies and what is the matter
    /// with it is in the log.
    public init(_ error: StoreError) {
        if error.code == .full {
            self.init(
                .full, message: "the server has no room to write", remedy: "make room on its disk and try again",
                cause: error)
        } else {
            self.init(
                .unavailable, message: "the server cannot use its database",
                remedy: "try again later; its log tells the operator why", cause: error)
        }
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
