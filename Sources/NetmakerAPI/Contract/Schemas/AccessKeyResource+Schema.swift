internal import NetmakerCore

extension AccessKeyResource: Described {
    public static var schema: JSONSchema {
        .object(
            "AccessKey", "An access key, without its secret.",
            .required("id", AccessKeyID.self),
            .required("network", NetworkName.self),
            .required("name", AccessKeyName.self),
            .required("uses", AccessKeyUses.self, "how many more machines it admits"),
            .required("usedCount", .integer("how many machines it has admitted", from: 0)),
            .optional("expiresAt", Timestamp.self, "left out when it never expires"),
            .required("createdAt", Timestamp.self),
            .required("tags", .list(of: Tag.schema)),
            .required("ephemeral", .boolean("whether nodes that it admits go when they have been away")),
            .required("revision", Revision.self, "where it last changed: the ETag"))
    }
}

extension CreateAccessKeyRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "CreateAccessKeyRequest", "A new access key.",
            .nullable("name", AccessKeyName.self, "the server makes one up if left out"),
            .nullable("uses", AccessKeyUses.schema(from: 1).described("how many machines it admits; 1 if left out")),
            .nullable("expiresInSeconds", Lifetime.schema.described("when it stops admitting; never if left out")),
            .nullable("tags", .list(of: Tag.schema)),
            .nullable("ephemeral", .boolean("false if left out")))
    }
}

extension UpdateAccessKeyRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "UpdateAccessKeyRequest", "What changes of an access key; what is left out stays.",
            .optional("name", AccessKeyName.self),
            .optional(
                "uses", AccessKeyUses.self, "how many more machines it admits; 0 for none until it is given more"),
            .nullable("expiresAt", Timestamp.schemaToCome.described("null for never; instead of expiresInSeconds")),
            .nullable("expiresInSeconds", Lifetime.schema.described("when it stops admitting; instead of expiresAt")),
            .optional("tags", .list(of: Tag.schema)),
            .optional("ephemeral", .boolean("whether nodes that it admits go when they have been away")))
    }
}

extension CreatedAccessKeyResource: Described {
    public static var schema: JSONSchema {
        .object(
            "CreatedAccessKey", "A new access key: the only answer that ever holds the secret.",
            .required("key", .string("the secret itself", pattern: "^[A-Za-z0-9_-]{43}$")),
            .required("token", .string("all that `netclient join` needs, the secret included", length: 1...8192)),
            .optional(
                "installCommand",
                .string(
                    "what installs netclient on a machine and joins it, the secret included; left out when the server "
                        + "has no netclient to give away")),
            .required("accessKey", AccessKeyResource.self))
    }
}
