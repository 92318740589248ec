public import NetmakerCore

/// How people come in. Passwords are hashed outside the writer: a login costs the others nothing.
extension ControlPlane {
    /// Makes the first admin. The caller has checked the setup code.
    ///
    /// - Throws: `ControlError.Code.refused` when there is a user already.
    public func completeSetup(
        user: UserName, password: Password, verifier: PasswordVerifier
    ) async throws(ControlError) -> Committed<User> {
        let hash = try await verifier.hash(password)
        return try await perform(CompleteSetup(user: user, password: hash), as: .server)
    }

    /// Opens a session for who knows the password.
    ///
    /// - Throws: `ControlError.Code.unauthenticated` when the name and the password do not fit, without saying which.
    public func logIn(
        user: UserName, password: Password, verifier: PasswordVerifier
    ) async throws(ControlError) -> Committed<Login.Opened> {
        let hash = truth.directory.users[user]?.password
        guard try await verifier.verify(password, against: hash), let hash else {
            throw ControlError(
                .unauthenticated, message: "the user name and the password do not fit", remedy: "try again")
        }
        return try await perform(Login(user: user, verified: hash), as: .user(user))
    }

    /// The session a bearer token opens; nil when there is none, it has expired, or its user is no more. O(1), and
    /// writes nothing.
    public func session(bearing token: Secret) -> LoginSession? {
        let directory = truth.directory
        guard let session = directory.loginSession(with: token.hash), session.expiresAt > wallClock.now,
            directory.users[session.user] != nil
        else { return nil }
        return session
    }
}
