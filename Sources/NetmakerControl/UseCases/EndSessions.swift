public import NetmakerCore

/// Ends all sessions of a user.
public struct EndSessions: Command {
    public let user: UserName

    public init(of user: UserName) { self.user = user }

    public var permission: Permission { .administerAccount(user) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Void> {
        _ = try truth.requireUser(user)
        return Decision((), changing: .directory, by: truth.directory.endings(ofSessionsOf: user))
    }
}
