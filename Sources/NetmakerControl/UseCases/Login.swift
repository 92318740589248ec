public import NetmakerCore

/// Opens a session for a user whose password has just been verified.
public struct Login: Command {
    /// How long a session lasts.
    public static let lifetime: Duration = .seconds(12 * 3600)
    /// The most sessions of one user; the oldest goes when one more opens.
    public static let largestCount = 64

    public let user: UserName
    /// The hash the password was verified against: a password that was changed meanwhile opens nothing.
    public let verified: PasswordHash

    public init(user: UserName, verified: PasswordHash) {
        self.user = user
        self.verified = verified
    }

    /// A session and its bearer token, which is shown this once.
    public struct Opened: Sendable {
        public let session: LoginSession
        public let token: Secret
    }

    public var permission: Permission { .actAsUser(user) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Opened> {
        guard truth.directory.users[user]?.password == verified else {
            throw ModelError(
                .refused, field: "password", message: "the password has just been changed", remedy: "log in again")
        }
        let token = Secret(using: &context.random)
        let session = LoginSession(
            id: SessionID.random(using: &context.random), user: user, tokenHash: token.hash, createdAt: context.now,
            expiresAt: context.now + Self.lifetime)
        let ended = ended(among: truth.directory.loginSessions(of: user), now: context.now)
        return Decision(
            Opened(session: session, token: token), changing: .directory,
            by: ended.map { .removeLoginSession($0.id) } + [.putLoginSession(session)])
    }

    /// What makes room: of this user's sessions those that have expired, and the oldest beyond the limit. Others' are
    /// left to their own logins: a login costs the same however many users there are.
    private func ended(among sessions: [LoginSession], now: Timestamp) -> [LoginSession] {
        let expired = sessions.filter { $0.expiresAt <= now }
        let live = sessions.filter { $0.expiresAt > now }
        let surplus = max(0, live.count + 1 - Self.largestCount)
        return expired.sorted { $0.id < $1.id } + live.sorted { $0.createdAt < $1.createdAt }.prefix(surplus)
    }
}
