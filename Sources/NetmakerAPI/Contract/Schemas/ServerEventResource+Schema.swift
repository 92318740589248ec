internal import NetmakerCore

extension ServerEventResource: Described {
    public static var schema: JSONSchema {
        .object(
            "ServerEvent", "What one change did.",
            .optional("network", NetworkName.self, "left out for what is the server's"),
            .optional("epoch", Epoch.self),
            .required("revision", Revision.self, "where the change left the network, or what is the server's"),
            .required("time", Timestamp.self),
            .required("actor", .string("who did it", length: 1...200, examples: ["user:alice"])),
            .required("objects", .list(of: EventResource.Object.schema)))
    }
}

extension ServerResetResource: Described {
    public static var schema: JSONSchema {
        .object(
            "ServerReset", "That events are missing, and everything is to be read anew.",
            .required("time", Timestamp.self, "when the last change was made that is not told any more"))
    }
}

extension LiveChangeResource: Described {
    public static var schema: JSONSchema {
        .object(
            "LiveChange", "That what the server sees of some nodes is another, and is to be read anew.",
            .required("network", NetworkName.self),
            .optional("nodes", JSONSchema.list(of: NodeID.schema).described("left out for any of the network")))
    }
}

extension ServerEventID: Described {
    public static var schema: JSONSchema {
        .string(
            "the number and the time of the change after which to go on",
            pattern: "^(0|[1-9][0-9]{0,17})-(0|[1-9][0-9]{0,13})$", length: 3...33, examples: ["12-1767225600000"])
    }
}

/// One event of the server's stream, as its lines have it.
enum SentServerEvent: Described {
    static var schema: JSONSchema {
        let data = JSONSchema.either(
            "what happened", ServerEventResource.schema, ServerResetResource.schema, LiveChangeResource.schema)
        return .object(
            "SentServerEvent",
            "An event of the server's stream. Lines that begin with a colon only show that it lives.",
            .required("id", ServerEventID.self, "what Last-Event-ID takes"),
            .required(
                "event",
                .choice(
                    "a ServerEvent for change, a ServerReset for reset, a LiveChange for live, where that was asked for",
                    of: ["change", "reset", "live"])),
            .required(
                "data",
                JSONSchema(
                    ["type": "string", "contentMediaType": "application/json", "contentSchema": data.json],
                    defining: data.definitions)))
    }
}
