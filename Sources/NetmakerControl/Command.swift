public import NetmakerCore

/// One verb: what somebody wants done. A value, so that it can be decided twice: once to preview it, once in earnest.
public protocol Command: Sendable {
    associatedtype Result: Sendable

    /// What is needed to do it. Who has it is decided in one place, `Authorization`.
    var permission: Permission { get }

    /// What has to change so that this is done. Pure: the time and all randomness come with the context.
    ///
    /// - Parameter truth: the state the previous command left, perhaps not committed yet.
    /// - Throws: `ModelError` when it cannot be done; nothing changes then.
    func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Result>
}

/// What a decision may depend on besides the command and the truth.
public struct DecisionContext: Sendable {
    public let now: Timestamp
    public let principal: Principal
    /// Where ids and secrets come from.
    public var random: any RandomNumberGenerator & Sendable

    public init(now: Timestamp, principal: Principal, random: any RandomNumberGenerator & Sendable) {
        self.now = now
        self.principal = principal
        self.random = random
    }
}
