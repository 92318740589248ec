internal import NetmakerCore

extension EventResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Event", "What one change of a network did.",
            .required("network", NetworkName.self),
            .required("epoch", Epoch.self),
            .required("revision", Revision.self, "where the change left the network"),
            .required("time", Timestamp.self),
            .required("actor", .string("who did it", length: 1...200, examples: ["user:alice"])),
            .required("objects", .list(of: Object.schema)))
    }
}

extension EventResource.Object: Described {
    public static var schema: JSONSchema {
        .object(
            "EventObject", "One object that a change touched.",
            .required("kind", .choice(of: Kind.allCases.map(\.rawValue))),
            .required("deed", .choice("put when it is new or changed", of: Deed.allCases.map(\.rawValue))),
            .optional("id", .string("left out for what has only a name", length: 1...64)),
            .optional("name", .string("left out when it is not known any more", length: 1...255)))
    }
}

extension ResetResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Reset",
            "Of reset, that events are missing and everything is to be read anew, as of this revision or later.",
            .required("network", NetworkName.self),
            .required("epoch", Epoch.self),
            .required("revision", Revision.self))
    }
}

extension EventID: Described {
    public static var schema: JSONSchema {
        .string(
            "the epoch and the revision after which to go on", pattern: "^[0-9a-f]{16}-(0|[1-9][0-9]{0,18})$",
            length: 18...36, examples: ["9f86d081884c7d65-12"])
    }
}

/// One event of a `text/event-stream`, as its lines have it.
enum ServerSentEvent: Described {
    static var schema: JSONSchema {
        let data = JSONSchema.either("what happened", EventResource.schema, ResetResource.schema)
        return .object(
            "ServerSentEvent",
            """
            An event of the stream. Lines that begin with a colon only show that it lives; `deleted` is the last one.
            """,
            .required("id", EventID.self, "what Last-Event-ID takes"),
            .required(
                "event",
                .choice("an Event for change, a Reset for reset and deleted", of: ["change", "reset", "deleted"])),
            .required(
                "data",
                JSONSchema(
                    ["type": "string", "contentMediaType": "application/json", "contentSchema": data.json],
                    defining: data.definitions)))
    }
}
