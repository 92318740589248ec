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

    /// Makes a user.
    ///
    /// - Throws: what `CreateUser` is refused with; whoever may not make one costs no hashing.
    public func createUser(
        _ name: UserName, role: Role, password: Password, verifier: PasswordVerifier, as principal: Principal
    ) async throws(ControlError) -> Committed<User> {
        try Authorization.require(.administerServer, of: principal, in: truth)
        let hash = try await verifier.hash(password)
        return try await perform(CreateUser(name: name, role: role, password: hash), as: principal)
    }

    /// Gives a user another password, who knows the one there is. Their other sessions end.
    ///
    /// - Parameter session: the one that goes on.
    /// - Throws: `ControlError.Code.refused` when the present password is another.
    public func changePassword(
        in session: LoginSession, from present: Password, to password: Password, verifier: PasswordVerifier
    ) async throws(ControlError) -> Committed<User> {
        let hash = truth.directory.users[session.user]?.password
        guard try await verifier.verify(present, against: hash), let hash else {
            throw ControlError(
                .refused, field: "currentPassword", message: "this is not your present password",
                remedy: "try again, or have a super admin reset it")
        }
        let command = ChangePassword(
            of: session.user, verified: hash, to: try await verifier.hash(password), keeping: session.id)
        return try await perform(command, as: .user(session.user))
    }

    /// Gives a user another password without the one there is. All their sessions end.
    public func resetPassword(
        of user: UserName, to password: Password, verifier: PasswordVerifier, ifMatch: Revision? = nil,
        as principal: Principal
    ) async throws(ControlError) -> Committed<User> {
        try Authorization.require(.resetPassword(user), of: principal, in: truth)
        let hash = try await verifier.hash(password)
        return try await perform(ResetPassword(of: user, to: hash, ifMatch: ifMatch), as: principal)
    }

    /// The API token with this secret; nil when there is none, it has expired, or its user is no more. O(1), and writes
    /// nothing.
    public func apiToken(bearing secret: Secret) -> APIToken? {
        let directory = truth.directory
        guard let token = directory.apiToken(with: secret.hash), token.isLive(at: wallClock.now),
            directory.users[token.user] != nil
        else { return nil }
        return token
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
