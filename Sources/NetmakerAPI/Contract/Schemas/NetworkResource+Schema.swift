internal import NetmakerCore

extension NetworkResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Network", "A network.",
            .required("name", NetworkName.self),
            .required("displayName", .string("what people call it", length: 1...Network.maximumDisplayNameLength)),
            .optional("ipv4Range", IPv4Prefix.self, "left out when the network has IPv6 only"),
            .optional("ipv6Range", IPv6Prefix.self, "left out when the network has IPv4 only"),
            .required("overlaps", .list(of: NetworkName.schema)),
            .optional("nodeLimit", NodeLimit.self, "left out when it may have as many nodes as its ranges hold"),
            .required("listenPort", ListenPort.self, "what new nodes start with"),
            .required("persistentKeepalive", PersistentKeepalive.self, "what new nodes start with; 0 for off"),
            .required("mtu", MTU.self, "what new nodes start with"),
            .required("interface", InterfaceName.self, "what machines call their interface"),
            .required("udpHolePunching", .boolean("what new nodes start with")),
            .optional("postUp", ShellCommand.self),
            .optional("postDown", ShellCommand.self),
            .required("admission", NetworkOptions.Admission.self),
            .optional("localRange", IPPrefix.self, "the local network that its nodes stay in"),
            .required("checkInInterval", CheckInInterval.self),
            .optional("dnsSuffix", DNSSuffix.self, "the domain behind its name in its second zone"),
            .optional("dnsServers", DNSServers.self, "left out when each node's own agent answers"),
            .required("dnsZones", .list(of: DomainName.schema)),
            .required("pendingCount", .integer("how many machines wait to be let in", from: 0)),
            .required("nodeCount", .integer("how many nodes it has", from: 0)),
            .required("connectedCount", .integer("how many of them have a session with the server now", from: 0)),
            .required("createdAt", Timestamp.self),
            .required("epoch", Epoch.self, "this life of the network; revisions of different epochs do not compare"),
            .required("revision", Revision.self, "where these settings last changed: the ETag"),
            .required("networkRevision", Revision.self, "where the network with all it holds stands now"))
    }
}

extension CreateNetworkRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "CreateNetworkRequest", "A new network.", needingOneOf: ["ipv4Range", "ipv6Range"],
            .required("name", NetworkName.self),
            .nullable("displayName", Network.displayNameSchema),
            .nullable("ipv4Range", .ipv4Range),
            .nullable("ipv6Range", .ipv6Range),
            .nullable("nodeLimit", NodeLimit.self),
            .nullable("listenPort", ListenPort.self),
            .nullable("persistentKeepalive", PersistentKeepalive.self),
            .nullable("mtu", MTU.self),
            .nullable("interface", InterfaceName.self, "what machines call their interface"),
            .nullable("udpHolePunching", .boolean("true if left out")),
            .nullable("postUp", ShellCommand.self),
            .nullable("postDown", ShellCommand.self),
            .optional("admission", NetworkOptions.Admission.self),
            .nullable("localRange", IPPrefix.self, "the local network that its nodes stay in"),
            .nullable("checkInInterval", CheckInInterval.self),
            .nullable("dnsSuffix", DNSSuffix.self),
            .nullable("dnsServers", DNSServers.self))
    }
}

extension UpdateNetworkRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "UpdateNetworkRequest", "What changes of a network; what is left out stays.",
            .optional("displayName", Network.displayNameSchema),
            .nullable("nodeLimit", NodeLimit.self, "null for as many as its ranges hold"),
            .optional("listenPort", ListenPort.self),
            .optional("persistentKeepalive", PersistentKeepalive.self),
            .optional("mtu", MTU.self),
            .nullable("interface", InterfaceName.self, "null for the usual one"),
            .optional("udpHolePunching", .boolean()),
            .nullable("postUp", ShellCommand.self, "null for nothing"),
            .nullable("postDown", ShellCommand.self, "null for nothing"),
            .nullable("appliesTo", DefaultsReach.self, "which nodes the defaults count for; newNodes if left out"),
            .optional("admission", NetworkOptions.Admission.self),
            .nullable("localRange", IPPrefix.self, "null for any way that answers"),
            .optional("checkInInterval", CheckInInterval.self),
            .nullable("dnsSuffix", DNSSuffix.self, "null for its own zone alone"),
            .nullable("dnsServers", DNSServers.self, "null for each node's own agent"))
    }
}

extension ChangeRangesRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "ChangeRangesRequest", "All ranges of a network; what is left out is taken away.",
            needingOneOf: ["ipv4Range", "ipv6Range"],
            .nullable("ipv4Range", .ipv4Range), .nullable("ipv6Range", .ipv6Range))
    }
}

extension RangesResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Ranges", "What a change of a network's ranges does, or would do.",
            .required("network", NetworkName.self),
            .optional("ipv4Range", IPv4Prefix.self),
            .optional("ipv6Range", IPv6Prefix.self),
            .required("overlaps", .list(of: NetworkName.schema)),
            .required("isDryRun", .boolean("whether it was only asked what would happen")),
            .required("moves", .list(of: Move.schema)),
            .required("followers", .list(of: Follower.schema)))
    }
}

extension RangesResource.Follower: Described {
    public static var schema: JSONSchema {
        .object(
            "Follower", "What says addresses of a network without being a node, before and after.",
            .required(
                "kind",
                .choice(
                    "what it is: an external client, a custom name, or who has the name servers",
                    of: Readdressing.Follower.Kind.allCases.map(\.rawValue))),
            .required("name", .string("the client's, the record's, or of whom the name servers are")),
            .required("changes", .list(of: Change.schema)))
    }
}

extension RangesResource.Follower.Change: Described {
    public static var schema: JSONSchema {
        .object(
            "AddressChange", "An address that becomes another.",
            .optional("former", IPAddress.self),
            .optional("address", IPAddress.self))
    }
}

extension RangesResource.Move: Described {
    public static var schema: JSONSchema {
        .object(
            "Move", "A node's addresses, before and after.",
            .required("id", NodeID.self),
            .required("name", NodeName.self),
            .optional("formerIPv4", IPv4Address.self),
            .optional("ipv4", IPv4Address.self),
            .optional("formerIPv6", IPv6Address.self),
            .optional("ipv6", IPv6Address.self))
    }
}

extension KeyRefreshResource: Described {
    public static var schema: JSONSchema {
        .object(
            "KeyRefresh", "How far nodes are with the new WireGuard keys that they were asked for.",
            .required("network", NetworkName.self),
            .required("generation", KeyGeneration.self),
            .required("doneCount", .integer("nodes that use a key as new as that", from: 0)),
            .required("announced", .list(of: NodeName.schema)),
            .required("waiting", .list(of: NodeName.schema)))
    }
}
