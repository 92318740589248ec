internal import HTTPTypes

extension APIOperation {
    static let people = [showSetup, setUp, logIn, logOut]

    public static let showSetup = APIOperation(
        "showSetup", .get, "/api/v1/setup", "Tells whether the server waits for its first admin.", access: .anybody,
        answers: .ok(SetupStateResource.self))

    public static let setUp = APIOperation(
        "setUp", .post, "/api/v1/setup", "Makes the first admin, with the server's setup code, and opens a session.",
        access: .whoLogsIn, fields: [.session], takes: SetupRequest.self,
        answers: .created(SessionResource.self), .done(),
        problems: [.forbidden])

    public static let logIn = APIOperation(
        "logIn", .post, "/api/v1/login", "Opens a session.", access: .whoLogsIn, fields: [.session],
        takes: LoginRequest.self, answers: .ok(SessionResource.self), .done(), problems: [.forbidden, .tooManyAttempts])

    public static let logOut = APIOperation(
        "logOut", .post, "/api/v1/logout", "Ends the session it is sent with.", answers: .done())
}

extension APIOperation.Parameter {
    /// What a login may ask for besides a session: that a browser keeps it. The answer is then a cookie and no body.
    fileprivate static let session = APIOperation.Parameter(
        "Netmaker-Session", .choice("to have the session as a cookie", of: [CookieUse.set.rawValue]))
}
