public import NetmakerCore

extension NodeResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Node", "A node: what the server holds true, and what it sees of the machine now.",
            .required("id", NodeID.self),
            .required("network", NetworkName.self),
            .required("name", NodeName.self),
            .required("publicKey", PublicKey.self, "the WireGuard key"),
            .optional("ipv4", IPv4Address.self, "left out where the network has no range of IPv4"),
            .optional("ipv6", IPv6Address.self, "left out where the network has no range of IPv6"),
            .optional("endpoint", Endpoint.self, "where it is said to be reached; left out when that is detected"),
            .required("listenPort", ListenPort.self),
            .required("persistentKeepalive", PersistentKeepalive.self),
            .required("mtu", MTU.self),
            .required("interface", InterfaceName.self),
            .required("localAddresses", .list(of: InterfaceAddress.schema)),
            .required("observedAddresses", .list(of: IPAddress.schema)),
            .required("machine", NodeFacts.self),
            .required("joinedAt", Timestamp.self),
            .required("status", NodeStatus.self),
            .required("connected", .boolean("whether an admin has it connected")),
            .optional("expiresAt", Timestamp.self, "when it loses access; left out for never"),
            .required("udpHolePunching", .boolean()),
            .required("dnsOn", .boolean("whether its machine looks up the network's names")),
            .required("roaming", .boolean("whether a change of its machine's addresses is published")),
            .optional("postUp", ShellCommand.self),
            .optional("postDown", ShellCommand.self),
            .optional("nextPublicKey", PublicKey.self, "the WireGuard key that follows, while peers learn it"),
            .required("tags", .list(of: Tag.schema)),
            .required("ephemeral", .boolean("whether it goes when its agent has been away for some minutes")),
            .optional("egress", EgressResource.self, "left out when it routes nothing outside the network"),
            .optional("ingress", IngressResource.self, "left out when no external client enters by it"),
            .optional("relay", RelayResource.self, "left out when it carries nothing between others"),
            .required(
                "allowedRanges", .list(of: IPPrefix.schema).described("routed to it besides its addresses")),
            .required("revision", Revision.self, "where it last changed: the ETag"),
            .required("live", NodeLiveState.self))
    }
}

extension NodeFacts: Described {
    public static var schema: JSONSchema {
        .object(
            "NodeFacts", "What an agent says about its machine.",
            .required("hostname", fact), .required("operatingSystem", fact), .required("architecture", fact),
            .required("version", fact), .required("backend", fact),
            .optional("commandTrouble", fact))
    }

    private static var fact: JSONSchema { .string(length: 0...maximumLength) }
}

extension NodeLiveState: Described {
    public static var schema: JSONSchema {
        .object(
            "NodeLiveState", "What the server sees of a node now.",
            .required("status", .choice(of: ["applied", "pending", "disconnected"])),
            .optional("lastSeen", Timestamp.self, "left out when it was not heard of since the server's start"),
            .optional("acknowledgedRevision", Revision.self, "what it says is in force; left out without a session"))
    }
}

extension UpdateNodeRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "UpdateNodeRequest", "What changes of a node; what is left out stays.",
            .optional("name", NodeName.self),
            .nullable("endpoint", Endpoint.self, "null to have it detected again"),
            .optional("listenPort", ListenPort.self),
            .optional("persistentKeepalive", PersistentKeepalive.self),
            .optional("mtu", MTU.self),
            .optional("ipv4", IPv4Address.self, "of the network's range, and nobody's"),
            .optional("ipv6", IPv6Address.self, "of the network's range, and nobody's"),
            .optional("connected", .boolean("false: it stays a node, and has no peers")),
            .nullable(
                "expiresAt",
                Timestamp.schemaToCome.described("a time to come; null for never; instead of expiresInSeconds")),
            .nullable(
                "expiresInSeconds", Lifetime.schema.described("when it loses its access; instead of expiresAt")),
            .optional("tags", .list(of: Tag.schema)),
            .optional("udpHolePunching", .boolean()),
            .optional("dnsOn", .boolean()),
            .optional("roaming", .boolean()),
            .nullable("postUp", ShellCommand.self, "null for nothing"),
            .nullable("postDown", ShellCommand.self, "null for nothing"))
    }
}
