internal import NetmakerAPI
internal import NetmakerCore

/// Networks and what is in them, as people read them.
extension ReadableObject {
    init(_ network: Network) {
        var fields = [
            "displayName": network.displayName, "ipv4Range": network.ranges.ipv4.text,
            "ipv6Range": network.ranges.ipv6.text, "nodeLimit": network.nodeLimit.text,
            "dnsSuffix": network.dnsSuffix.text, "dnsServers": network.dnsServers?.addresses.text ?? "",
            "keyGeneration": network.keyGeneration.rawValue.description, "epoch": network.epoch.description,
            "createdAt": network.createdAt.description,
        ]
        let (defaults, options) = (network.defaults, network.options)
        fields["listenPort"] = defaults.listenPort.description
        fields["persistentKeepalive"] = defaults.persistentKeepalive.description
        fields["mtu"] = defaults.mtu.description
        fields["interface"] = defaults.interface.text
        fields["admission"] = options.admission.rawValue
        fields["localRange"] = options.localRange.text
        fields["checkInInterval"] = options.checkInInterval.description
        self.init(fields: fields.merging(Self.fields(of: defaults.options)) { $1 })
    }

    init(_ node: Node) {
        var fields = [
            "name": node.name.description, "publicKey": node.publicKey.description, "ipv4": node.ipv4.text,
            "ipv6": node.ipv6.text, "endpoint": node.pinnedEndpoint.text, "listenPort": node.listenPort.description,
            "persistentKeepalive": node.persistentKeepalive.description, "mtu": node.mtu.description,
            "interface": node.interface.description, "nextPublicKey": node.nextPublicKey.text,
            "keyGeneration": node.keyGeneration.rawValue.description, "identity": node.identity.description,
            "machine": node.facts.text, "accessKey": node.accessKey.text, "joinedAt": node.joinedAt.description,
            "allowedRanges": node.allowedRanges.text,
        ]
        fields["localAddresses"] = node.localAddresses.map(\.description).joined(separator: " ")
        fields["observedAddresses"] = [node.observedIPv4.text, node.observedIPv6.text].filter { !$0.isEmpty }
            .joined(separator: " ")
        fields["reported"] = node.reported.text
        fields["egress"] = node.roles.egress?.text
        fields["ingress"] = node.roles.ingress?.text
        fields["relay"] = node.roles.relay.map { "marked at \($0.markedAt)" }
        fields["status"] = node.standing.status.rawValue
        fields["connected"] = node.standing.connection == .connected ? "true" : "false"
        fields["expiresAt"] = node.standing.expiresAt.text
        fields["tags"] = node.grant.tags.map(\.description).joined(separator: " ")
        fields["ephemeral"] = node.grant.lifetime == .ephemeral ? "true" : "false"
        self.init(fields: fields.merging(Self.fields(of: node.options)) { $1 })
    }

    init(_ key: AccessKey) {
        self.init(
            fields: [
                "name": key.name.description, "uses": AccessKeyUses(key.uses).description,
                "usedCount": String(key.usedCount), "expiresAt": key.expiresAt.text,
                "tags": key.grant.tags.map(\.description).joined(separator: " "),
                "ephemeral": key.grant.lifetime == .ephemeral ? "true" : "false",
                "createdAt": key.createdAt.description,
            ])
    }

    init(_ record: DNSRecord) {
        var fields = ["createdAt": record.createdAt.description]
        switch record.target {
        case .addresses(let addresses): fields["addresses"] = addresses.all.text
        case .node(let id): fields["node"] = id.description
        }
        self.init(fields: fields)
    }

    init(_ client: ExternalClient) {
        self.init(
            fields: [
                "name": client.name.description, "publicKey": client.publicKey.description,
                "ipv4": client.ipv4.text, "ipv6": client.ipv6.text, "gateway": client.gateway.description,
                "nameServers": client.nameServers.text, "allowedRanges": client.allowedRanges.text,
                "access": client.access.rawValue, "expiresAt": client.expiresAt.text,
                "handedOut": client.handedOut.description, "createdAt": client.createdAt.description,
            ])
    }

    private static func fields(of options: NodeOptions) -> [String: String] {
        [
            "udpHolePunching": String(options.udpHolePunching), "dnsOn": String(options.dnsOn),
            "roaming": String(options.roaming), "postUp": options.commands.postUp.text,
            "postDown": options.commands.postDown.text,
        ]
    }
}

extension Node.Reported {
    fileprivate var text: String {
        let endpoint =
            switch pinnedEndpoint {
            case .keep: "no word of an endpoint"
            case .set(let endpoint): "endpoint \(endpoint)"
            case .clear: "endpoint to be detected"
            }
        return "port \(listenPort), mtu \(mtu), \(endpoint)"
    }
}

extension EgressGateway {
    fileprivate var text: String {
        "\(ranges.text) by \(interface?.description ?? "any interface"), \(translation.rawValue)"
    }
}

extension IngressGateway {
    fileprivate var text: String { nameServers.isEmpty ? "open" : "open, names by \(nameServers.text)" }
}

extension NodeFacts {
    fileprivate var text: String {
        ([hostname, operatingSystem, architecture, version, backend] + [commandTrouble].compactMap(\.self)).joined(
            separator: ", ")
    }
}
