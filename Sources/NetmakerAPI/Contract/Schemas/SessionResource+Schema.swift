internal import NetmakerCore

extension SetupRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "SetupRequest", "The first admin, made by who can read the server's setup code.",
            .required("code", ConfidentialText.self),
            .required("user", UserName.self),
            .required("password", .newPassword))
    }
}

extension LoginRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "LoginRequest", "A user's name and password.",
            .required("user", UserName.self),
            .required("password", .toldPassword))
    }
}

extension SessionResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Session", "An open session. Its token is shown in this answer only.",
            .required("user", UserName.self),
            .required(
                "token",
                .string("for `Authorization: Bearer` of every request of the session", pattern: "^[A-Za-z0-9_-]{43}$")),
            .required("expiresAt", Timestamp.self))
    }
}
