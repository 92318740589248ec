public import NetmakerCore

/// Ends a session. One that is over already is no error.
public struct Logout: Command {
    public let session: SessionID
    /// Whose session it is.
    public let user: UserName

    public init(_ session: LoginSession) {
        self.session = session.id
        self.user = session.user
    }

    public var permission: Permission { .actAsUser(user) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Void> {
        guard truth.directory.loginSessions[session]?.user == user else {
            return Decision((), unchanged: .directory)
        }
        return Decision((), changing: .directory, by: [.removeLoginSession(session)])
    }
}
