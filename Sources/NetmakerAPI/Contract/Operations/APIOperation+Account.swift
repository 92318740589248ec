internal import HTTPTypes
internal import NetmakerCore

extension APIOperation {
    static let account = [
        showAccount, changePassword, listOwnSessions, endOwnSessions, endOwnSession, listOwnAPITokens, createAPIToken,
        revokeOwnAPIToken,
    ]

    public static let showAccount = APIOperation(
        "showAccount", .get, "/api/v1/account", "Tells who asks, and by what.", answers: .ok(AccountResource.self))

    public static let changePassword = APIOperation(
        "changePassword", .post, "/api/v1/account/password", "Changes one's own password, and ends the other sessions.",
        takes: ChangePasswordRequest.self, answers: .done(), problems: [.tooManyAttempts])

    public static let listOwnSessions = APIOperation(
        "listOwnSessions", .get, "/api/v1/account/sessions", "Lists one's own sessions, the youngest first.",
        answers: .ok(Listing<LoginSessionResource>.self))

    public static let endOwnSessions = APIOperation(
        "endOwnSessions", .delete, "/api/v1/account/sessions", "Ends all of one's own sessions, this one too.",
        object: .withoutRevision, answers: .done())

    public static let endOwnSession = APIOperation(
        "endOwnSession", .delete, "/api/v1/account/sessions/{session}", "Ends one of one's own sessions.",
        object: .withoutRevision, answers: .done())

    public static let listOwnAPITokens = APIOperation(
        "listOwnAPITokens", .get, "/api/v1/account/tokens", "Lists one's own API tokens.",
        parameters: Parameter.page(by: APITokenName.self), answers: .ok(Listing<APITokenResource>.self))

    public static let createAPIToken = APIOperation(
        "createAPIToken", .post, "/api/v1/account/tokens",
        "Makes an API token, whose text is in this answer and nowhere else.", takes: CreateAPITokenRequest.self,
        answers: .createdWithSecret(CreatedAPITokenResource.self, .tag))

    public static let revokeOwnAPIToken = APIOperation(
        "revokeOwnAPIToken", .delete, "/api/v1/account/tokens/{token}", "Revokes one of one's own API tokens.",
        answers: .done())
}
