internal import HTTPTypes
internal import NetmakerCore

extension APIOperation {
    static let users = [
        listUsers, createUser, showUser, updateUser, deleteUser, resetPassword, listSessions, endSessions, endSession,
        listAPITokens, revokeAPIToken,
    ]

    public static let listUsers = APIOperation(
        "listUsers", .get, "/api/v1/users", "Lists the users.", parameters: Parameter.page(by: UserName.self),
        answers: .ok(Listing<UserResource>.self))

    public static let createUser = APIOperation(
        "createUser", .post, "/api/v1/users", "Makes a user.", takes: CreateUserRequest.self,
        answers: .created(UserResource.self, .tag))

    public static let showUser = APIOperation(
        "showUser", .get, "/api/v1/users/{user}", "Shows a user.", answers: .ok(UserResource.self, .tag))

    public static let updateUser = APIOperation(
        "updateUser", .patch, "/api/v1/users/{user}", "Gives a user another role.", takes: UpdateUserRequest.self,
        answers: .ok(UserResource.self, .tag))

    public static let deleteUser = APIOperation(
        "deleteUser", .delete, "/api/v1/users/{user}", "Deletes a user, with all sessions and API tokens.",
        answers: .done())

    public static let resetPassword = APIOperation(
        "resetPassword", .post, "/api/v1/users/{user}/password",
        "Gives a user another password, and ends their sessions.", takes: ResetPasswordRequest.self, answers: .done())

    public static let listSessions = APIOperation(
        "listSessions", .get, "/api/v1/users/{user}/sessions", "Lists a user's sessions, the youngest first.",
        answers: .ok(Listing<LoginSessionResource>.self))

    public static let endSessions = APIOperation(
        "endSessions", .delete, "/api/v1/users/{user}/sessions", "Ends all of a user's sessions.",
        object: .withoutRevision, answers: .done())

    public static let endSession = APIOperation(
        "endSession", .delete, "/api/v1/users/{user}/sessions/{session}", "Ends one session of a user.",
        object: .withoutRevision, answers: .done())

    public static let listAPITokens = APIOperation(
        "listAPITokens", .get, "/api/v1/users/{user}/tokens", "Lists a user's API tokens.",
        parameters: Parameter.page(by: APITokenName.self), answers: .ok(Listing<APITokenResource>.self))

    public static let revokeAPIToken = APIOperation(
        "revokeAPIToken", .delete, "/api/v1/users/{user}/tokens/{token}", "Revokes an API token of a user.",
        answers: .done())
}
