internal import NetmakerCore

extension ObjectKind: Described {
    public static var schema: JSONSchema { .choice("what kind of thing it is", of: allCases.map(\.rawValue)) }
}

extension ChangeResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Change", "One committed change.",
            .optional("network", NetworkName.self, "left out for what is the server's"),
            .optional("epoch", Epoch.self, "which life of the network"),
            .required("revision", Revision.self, "where the change left the network, or what is the server's"),
            .required("time", Timestamp.self),
            .required("actor", .string("who did it", length: 1...200, examples: ["user:alice"])),
            .optional(
                "actorName", .string("what the node is called, or the API token of the user", length: 1...200)),
            .required("objects", .list(of: ObjectChange.schema)),
            .required(
                "stepCount",
                .integer(
                    "how many steps it took: of one with more than 100, not all objects are shown", from: 0)))
    }
}

extension ObjectChange: Described {
    public static var schema: JSONSchema {
        .object(
            "ObjectChange", "What became of one object.",
            .required("kind", ObjectKind.self),
            .required(
                "deed",
                .choice(
                    "recorded when it was added or changed, and it is not known what was before",
                    of: Deed.allCases.map(\.rawValue))),
            .optional("id", .string("left out for what has only a name", length: 1...64)),
            .optional("name", .string("left out for what has only an id", length: 1...255)),
            .required("fields", .list(of: FieldChange.schema)))
    }
}

extension FieldChange: Described {
    public static var schema: JSONSchema {
        .object(
            "FieldChange", "One field that changed, as texts.",
            .required("field", .string("as the object's own resource names it", length: 1...200)),
            .optional("before", .string("what it held; left out for nothing")),
            .optional("after", .string("what it holds; left out for nothing")))
    }
}

extension DifferenceResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Difference", "What a network was at one revision and is at another.",
            .required("network", NetworkName.self),
            .required("epoch", Epoch.self),
            .required("from", Revision.self),
            .required("to", Revision.self),
            .required("objects", .list(of: ObjectChange.schema)))
    }
}

extension ChangePlace: Described {
    public static var schema: JSONSchema {
        .string("the place of a change", pattern: "^(0|[1-9][0-9]{0,17})$", length: 1...18, examples: ["12"])
    }
}

extension Actor: Described {
    public static var schema: JSONSchema {
        .string(
            "who did it: a user with all their API tokens, one of these, a node, the server, or nobody in particular",
            pattern: "^(nobody|server|node:[0-9a-f]{16}|user:[a-z0-9][a-z0-9._@-]{0,63}(/token:[0-9a-f]{16})?)$",
            examples: ["user:alice"])
    }
}
