internal import NetmakerCore

extension Role.Kind {
    static var schema: JSONSchema { .choice("what kind of role it is", of: allCases.map(\.description)) }
}

extension CommandGrant {
    static var schema: JSONSchema {
        .choice("whether a network admin may say what machines run", of: allCases.map(\.description))
    }
}

extension JSONSchema {
    /// A password that is chosen.
    static let newPassword = JSONSchema.string(
        format: "password", length: 10...1024, examples: ["correct horse battery staple"])

    /// One that is told to show who asks.
    static let toldPassword = JSONSchema.string(format: "password", length: 0...1024, examples: ["wrong"])
}

extension UserResource: Described {
    public static var schema: JSONSchema {
        .object(
            "User", "A user.",
            .required("name", UserName.self),
            .required("role", Role.Kind.schema),
            .optional(
                "networks",
                .list(of: NetworkName.schema).described("of a network admin; left out for a super admin, who has all")),
            .optional("commands", CommandGrant.schema),
            .required("createdAt", Timestamp.self),
            .required("revision", Revision.self, "where it last changed: the ETag"))
    }
}

extension CreateUserRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "CreateUserRequest", "A new user.",
            .required("name", UserName.self),
            .required("password", .newPassword),
            .required("role", Role.Kind.schema),
            .nullable(
                "networks",
                .list(of: NetworkName.schema).described("those of a network admin; none yet if left out")),
            .nullable("commands", CommandGrant.schema))
    }
}

extension UpdateUserRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "UpdateUserRequest", "What changes of a user; what is left out stays.",
            .optional("role", Role.Kind.schema),
            .optional(
                "networks", .list(of: NetworkName.schema).described("in place of those the network admin had")),
            .optional("commands", CommandGrant.schema))
    }
}

extension ResetPasswordRequest: Described {
    public static var schema: JSONSchema {
        .object("ResetPasswordRequest", "A user's other password.", .required("password", .newPassword))
    }
}
