public import NetmakerCore

extension PlaceReference: Described {
    public static var schema: JSONSchema {
        .either(
            "a node or an external client by name, id or address, a custom name, or what a gateway routes",
            DNSRecordName.schema, IPAddress.schema, IPPrefix.schema)
    }
}

extension Explanation: Described {
    public static var schema: JSONSchema {
        .object(
            "Explanation", "Whether and how one place reaches another, and what is wrong.",
            .required("network", NetworkName.self),
            .required("revision", Revision.self, "where the network stands"),
            .required("from", End.self), .required("to", End.self),
            .required("reachable", .choice(of: Reachability.allCases.map(\.rawValue))),
            .required("summary", .string("the answer in a sentence", length: 1...4096)),
            .required("path", .list(of: Hop.schema)),
            .required("agents", .list(of: Agent.schema)),
            .required("tunnels", .list(of: Tunnel.schema)),
            .required("findings", .list(of: Finding.schema)))
    }
}

extension Explanation.End: Described {
    public static var schema: JSONSchema {
        .object(
            "PathEnd", "Where a path begins or ends.",
            .required("kind", .choice(of: Kind.allCases.map(\.rawValue))),
            .optional("name", NodeName.self, "left out for a range"),
            .required("addresses", .list(of: IPAddress.schema)),
            .optional("range", IPPrefix.self, "what was asked for outside of the network"),
            .optional("by", NodeName.self, "who a client enters by, or a range is routed to"))
    }
}

extension Explanation.Hop: Described {
    public static var schema: JSONSchema {
        .object(
            "PathHop", "One step of a path.",
            .required("from", place), .required("to", place),
            .required("kind", .choice(of: Kind.allCases.map(\.rawValue))))
    }

    private static var place: JSONSchema { .string("a name, an address or a range", length: 1...128) }
}

extension Explanation.Agent: Described {
    public static var schema: JSONSchema {
        .object(
            "PathAgent", "What is known of an agent on a path.",
            .required("node", NodeName.self),
            .required("word", .choice("what came of asking it", of: Word.allCases.map(\.rawValue))),
            .optional("lastSeen", Timestamp.self, "left out when it was not heard of since the server's start"),
            .optional("revision", Revision.self, "what it says is in force; left out when it has said none"),
            .required("isInStep", .boolean("whether it has everything in force, as far as is known")),
            .optional(
                "trouble",
                .string("why its device does not have what it should", length: 1...TunnelReport.maximumTrouble)))
    }
}

extension Explanation.Tunnel: Described {
    public static var schema: JSONSchema {
        .object(
            "PathTunnel", "What one device on a path has of another.",
            .required("node", NodeName.self), .required("peer", NodeName.self),
            .required("candidates", .list(of: JudgedCandidate.schema)),
            .optional("endpoint", Endpoint.self, "where the device sends to; left out when that is not known"),
            .required("reason", .string("why there", length: 1...1024)),
            .required("allowedIPs", .list(of: IPPrefix.schema)),
            .required("persistentKeepalive", PersistentKeepalive.self),
            .optional("handshakeSeconds", .integer("since the last handshake; left out without one", from: 0)),
            .optional("receivedBytes", .integer("left out when the device was not heard", from: 0)),
            .optional("sentBytes", .integer("left out when the device was not heard", from: 0)))
    }
}

extension JudgedCandidate: Described {
    public static var schema: JSONSchema {
        .object(
            "EndpointCandidate", "An endpoint that is known of a peer.",
            .required("endpoint", Endpoint.self),
            .required("origin", .choice(of: Origin.allCases.map(\.rawValue))),
            .required("isUsable", .boolean("whether it may be tried")),
            .required("reason", .string("why, or why not", length: 1...1024)))
    }
}

extension Finding: Described {
    public static var schema: JSONSchema {
        .object(
            "Finding", "Something that was found on a path.",
            .required("kind", .choice(of: FindingKind.allCases.map(\.rawValue))),
            .required(
                "weight",
                .choice("whether packets pass: not, perhaps not, or all the same", of: Weight.allCases.map(\.rawValue))),
            .optional("about", NodeName.self, "left out when it is about both ends"),
            .required("message", .string(length: 1...4096)),
            .required("remedy", .string(length: 1...4096)))
    }
}
