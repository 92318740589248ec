public import NetmakerCore

extension NodeLinks: Described {
    public static var schema: JSONSchema {
        .object(
            "NodeLinks", "How tunnels of a node do, as its agent says when asked.",
            .required("node", NodeName.self),
            .required(
                "word",
                .choice("what came of asking its agent", of: Explanation.Agent.Word.allCases.map(\.rawValue))),
            .optional(
                "trouble",
                .string("why its device does not have what it should; left out when it has, or was not heard")),
            .optional("lastSeen", Timestamp.self, "left out when it was not heard of since the server's start"),
            .required("items", .list(of: NodeLink.schema)),
            .optional("next", .string("where the next page begins, for after; left out for the last", length: 1...64)))
    }
}

extension NodeLink: Described {
    public static var schema: JSONSchema {
        .object(
            "NodeLink", "A tunnel of a node, as its device has it.",
            .required("peer", NodeName.self),
            .required("kind", .choice(of: Kind.allCases.map(\.rawValue))),
            .required("session", .choice("how it does", of: Session.allCases.map(\.rawValue))),
            .optional(
                "path",
                .choice("which way packets take; left out while that is not known", of: Path.allCases.map(\.rawValue))),
            .optional("endpoint", Endpoint.self, "where the device sends to; left out while that is not known"),
            .optional("handshakeSeconds", .integer("since the last handshake; left out without one", from: 0)),
            .optional("receivedBytes", .integer("left out when the device was not heard", from: 0)),
            .optional("sentBytes", .integer("left out when the device was not heard", from: 0)))
    }
}

extension NodeSearch: Described {
    public static var schema: JSONSchema {
        .string(
            "words, each of which is in a node's name, addresses, endpoint, tags or its machine's name",
            pattern: "^[ -~]+$", length: 1...maximumLength)
    }
}
