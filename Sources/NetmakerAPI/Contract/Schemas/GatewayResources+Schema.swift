internal import NetmakerCore

extension EgressResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Egress", "What a node routes for that lies outside the network.",
            .required("ranges", .list(of: IPPrefix.schema)),
            .optional("interface", InterfaceName.self, "left out for the way its machine has to each range"),
            .required("masquerade", .boolean("whether what it forwards bears its own address out there")))
    }
}

extension IngressResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Ingress", "That external clients may enter by a node.",
            .required("nameServers", .list(of: IPAddress.schema)))
    }
}

extension RelayResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Relay", "That a node may carry the packets of pairs that find no direct path.",
            .required("markedAt", Timestamp.self))
    }
}

extension EgressRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "EgressRequest", "All that a node routes for, whatever it was.",
            .required("ranges", .list(of: IPPrefix.schema).described("one at least, outside the network")),
            .nullable("interface", InterfaceName.self, "the way its machine has to each range if left out"),
            .nullable("masquerade", .boolean("true if left out")))
    }
}

extension IngressRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "IngressRequest", "How a node is an ingress gateway, whatever it was.",
            .nullable("nameServers", .list(of: IPAddress.schema)))
    }
}

extension ExtraRangesRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "ExtraRangesRequest", "All ranges that are routed to a node besides its addresses.",
            .required("ranges", .list(of: IPPrefix.schema)))
    }
}
