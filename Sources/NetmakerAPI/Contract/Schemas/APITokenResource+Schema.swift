internal import NetmakerCore

extension APIToken.Access {
    static var schema: JSONSchema { .choice("what it may do with what it sees", of: allCases.map(\.description)) }
}

extension APITokenResource: Described {
    public static var schema: JSONSchema {
        .object(
            "APIToken", "An API token, without its text.",
            .required("id", APITokenID.self),
            .required("user", UserName.self),
            .required("name", APITokenName.self),
            .required("access", APIToken.Access.schema),
            .optional(
                "networks",
                .list(of: NetworkName.schema).described("left out for all that its user may administer")),
            .optional("expiresAt", Timestamp.self, "left out when it never expires"),
            .required("createdAt", Timestamp.self),
            .required("revision", Revision.self, "where it last changed: the ETag"))
    }
}

extension CreateAPITokenRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "CreateAPITokenRequest", "A new API token for oneself.",
            .required("name", APITokenName.self),
            .nullable("access", APIToken.Access.schema),
            .nullable(
                "networks",
                .list(of: NetworkName.schema).described("all that its user may administer if left out")),
            .nullable("expiresInSeconds", Lifetime.schema.described("when it stops; never if left out")))
    }
}

extension CreatedAPITokenResource: Described {
    public static var schema: JSONSchema {
        .object(
            "CreatedAPIToken", "A new API token: the only answer that ever holds its text.",
            .required("token", .string("for `Authorization: Bearer`", pattern: "^nmt_[A-Za-z0-9_-]{43}$")),
            .required("apiToken", APITokenResource.self))
    }
}
