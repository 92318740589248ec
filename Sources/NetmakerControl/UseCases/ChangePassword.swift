public import NetmakerCore

/// A user changes their own password, which has just been verified. Their other sessions end; their tokens stay, since
/// they never depended on it.
public struct ChangePassword: Command {
    public let user: UserName
    /// The hash the present password was verified against: one that was changed meanwhile is not changed again.
    public let verified: PasswordHash
    public let password: PasswordHash
    /// The session that goes on.
    public let kept: SessionID

    public init(of user: UserName, verified: PasswordHash, to password: PasswordHash, keeping kept: SessionID) {
        self.user = user
        self.verified = verified
        self.password = password
        self.kept = kept
    }

    public var permission: Permission { .actAsUser(user) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<User> {
        var user = try truth.requireUser(user)
        guard user.password == verified else {
            throw ModelError(
                .refused, field: "currentPassword", message: "the password has just been changed",
                remedy: "log in again")
        }
        user.password = password
        user.revision = truth.directory.revision.next
        return Decision(
            user, changing: .directory,
            by: truth.directory.endings(ofSessionsOf: user.name, but: kept) + [.putUser(user)])
    }
}

/// Gives a user another password without the one there is. All their sessions end; their tokens stay, and are revoked
/// one by one.
public struct ResetPassword: Command {
    public let user: UserName
    public let password: PasswordHash
    /// The revision of the user the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(of user: UserName, to password: PasswordHash, ifMatch: Revision? = nil) {
        self.user = user
        self.password = password
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .resetPassword(user) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<User> {
        var user = try truth.requireUser(user)
        guard context.principal != .user(user.name) else {
            // Who found a session open must not come to own the account.
            throw ModelError(
                .conflict, message: "your own password is changed by who knows it",
                remedy: "give the present one too, with nmctl user password")
        }
        try user.revision.require(ifMatch, of: "user \(user.name)")
        user.password = password
        user.revision = truth.directory.revision.next
        return Decision(
            user, changing: .directory,
            by: truth.directory.endings(ofSessionsOf: user.name) + [.putUser(user)])
    }
}
