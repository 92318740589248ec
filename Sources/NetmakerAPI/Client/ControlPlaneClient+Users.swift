internal import HTTPTypes
public import NetmakerCore

extension ControlPlaneClient {
    /// All users, in the order of their names.
    public func users() async throws(APIError) -> [UserResource] {
        try await ask(.get, .users, for: Listing<UserResource>.self).items
    }

    /// Makes a user.
    public func createUser(_ request: CreateUserRequest) async throws(APIError) -> UserResource {
        try await ask(.post, .users, body: request, for: UserResource.self)
    }

    /// One user.
    public func user(_ name: UserName) async throws(APIError) -> UserResource {
        try await ask(.get, .user(name), for: UserResource.self)
    }

    /// Gives a user another role, which counts from now on.
    ///
    /// - Parameter ifMatch: the revision the change is based on; nil when it does not matter.
    public func updateUser(
        _ name: UserName, with request: UpdateUserRequest, ifMatch: Revision? = nil
    ) async throws(APIError) -> UserResource {
        try await ask(.patch, .user(name), ifMatch: ifMatch, body: request, for: UserResource.self)
    }

    /// Deletes a user; their sessions and tokens end at once.
    ///
    /// - Parameter ifMatch: the revision the order is based on; nil when it does not matter.
    public func deleteUser(_ name: UserName, ifMatch: Revision? = nil) async throws(APIError) {
        try await exchange(.delete, .user(name), ifMatch: ifMatch)
    }

    /// Gives another user another password; all their sessions end.
    public func resetPassword(of user: UserName, to password: ConfidentialText) async throws(APIError) {
        try await exchange(.post, .password(of: user), body: ResetPasswordRequest(password: password))
    }
}
