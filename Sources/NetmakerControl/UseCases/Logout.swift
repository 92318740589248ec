public import NetmakerCore

/// Ends a session. One that is over already is no error.
public struct Logout: Command {
    public let session: SessionID
    /// Whose session it is.
    public let user: UserName

    public init(_ session: LoginSession) { self.init(session.id, of: session.user) }

    public init(_ session: SessionID, of user: UserName) {
        self.session = session
        self.user = user
    }

    public var permission: Permission { .administerAccount(user) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Void> {
        guard truth.directory.loginSessions[session]?.user == user else {
            return Decision((), unchanged: .directory)
        }
        return Decision((), changing: .directory, by: [.removeLoginSession(session)])
    }
}
