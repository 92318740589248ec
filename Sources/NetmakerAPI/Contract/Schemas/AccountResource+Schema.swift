internal import NetmakerCore

extension AccountResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Account", "Who asks, and by what: a session, or an API token.",
            .required("user", UserResource.self),
            .optional("session", LoginSessionResource.self),
            .optional("token", APITokenResource.self))
    }
}

extension ChangePasswordRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "ChangePasswordRequest", "One's password, and the one to come.",
            .required("currentPassword", .toldPassword),
            .required("password", .newPassword))
    }
}

extension LoginSessionResource: Described {
    public static var schema: JSONSchema {
        .object(
            "LoginSession", "A session, without its token.",
            .required("id", SessionID.self),
            .required("user", UserName.self),
            .required("createdAt", Timestamp.self),
            .required("expiresAt", Timestamp.self),
            .required("isCurrent", .boolean("whether it is the one this was asked in")))
    }
}
