internal import NetmakerCore

extension ServerResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Server", "Who a server is and where it is reached.",
            .required("id", ServerID.self),
            .required("version", .string("the release it runs", length: 1...64, examples: [Release.version])),
            .required("agents", ServerAddress.self, "where agents reach it"),
            .required("api", ServerAddress.self, "where people and scripts reach it"),
            .required("pins", .list(of: CertificatePin.schema.described("a key it may show in TLS"))),
            .required("createdAt", Timestamp.self, "when its database was made"),
            .required("startedAt", Timestamp.self, "since when it runs"),
            .optional(
                "databaseBytes",
                .integer(
                    "what its database takes on disk, with its log; left out for who may not see what is the server's",
                    from: 0)))
    }
}

extension SetupStateResource: Described {
    public static var schema: JSONSchema {
        .object(
            "SetupState", "Whether a server waits for its first admin.",
            .required("needed", .boolean("whether nobody is its admin yet")))
    }
}

extension HealthResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Health", "Whether the server can do its work.",
            .required("status", .choice(of: ["ok", "not-ready"])),
            .optional("reason", .string("why not", length: 1...200)),
            .optional("since", Timestamp.self))
    }
}

extension ConvergenceResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Convergence", "How far a network is with a revision.",
            .required("network", NetworkName.self),
            .required("revision", Revision.self),
            .required("lagging", .list(of: Member.schema)),
            .required("disconnected", .list(of: Member.schema)))
    }
}

extension ConvergenceResource.Member: Described {
    public static var schema: JSONSchema {
        .object(
            "Member", "A node, by both its names.", .required("id", NodeID.self), .required("name", NodeName.self))
    }
}

extension Listing: Described where Item: Described {
    /// Named for its items: `NodeListing` holds `Node`.
    public static var schema: JSONSchema {
        guard case .string(let item) = Item.schema.keywords["$ref"] else {
            preconditionFailure("lists hold objects")
        }
        return .object(
            "\(item.dropFirst(JSONSchema.place.count))Listing", "Many, in their order.",
            .required("items", .list(of: Item.schema)),
            .optional("next", .string("for after, when more follow", length: 1...256)))
    }
}
