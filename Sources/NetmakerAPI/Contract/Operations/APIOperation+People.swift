internal import HTTPTypes

extension APIOperation {
    static let people = [setUp, logIn, logOut]

    public static let setUp = APIOperation(
        "setUp", .post, "/api/v1/setup", "Makes the first admin, with the server's setup code, and opens a session.",
        access: .whoLogsIn, takes: SetupRequest.self, answers: .created(SessionResource.self),
        problems: [.forbidden])

    public static let logIn = APIOperation(
        "logIn", .post, "/api/v1/login", "Opens a session.", access: .whoLogsIn, takes: LoginRequest.self,
        answers: .ok(SessionResource.self), problems: [.tooManyAttempts])

    public static let logOut = APIOperation(
        "logOut", .post, "/api/v1/logout", "Ends the session it is sent with.", answers: .done())
}
