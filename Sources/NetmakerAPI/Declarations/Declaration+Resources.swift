internal import NetmakerCore

/// What the server says of an object, in the fields of a declaration. They go by the requests that would make it so,
/// and hold everything that a declaration may say.
extension DeclaredFields {
    init(_ network: NetworkResource) throws(ModelError) {
        let isUsual = network.interface == .default(for: network.name)
        let request = UpdateNetworkRequest(
            displayName: network.displayName, nodeLimit: .init(network.nodeLimit),
            dnsSuffix: .init(network.dnsSuffix), dnsServers: .init(network.dnsServers), listenPort: network.listenPort,
            persistentKeepalive: network.persistentKeepalive, mtu: network.mtu,
            interface: isUsual ? .clear : .set(network.interface), udpHolePunching: network.udpHolePunching,
            postUp: .init(network.postUp), postDown: .init(network.postDown), admission: network.admission,
            localRange: .init(network.localRange), checkInInterval: network.checkInInterval)
        self.init(try RequestFields.write(request))
        self["ipv4Range"] = .init(network.ipv4Range)
        self["ipv6Range"] = .init(network.ipv6Range)
    }

    init(_ node: NodeResource) throws(ModelError) {
        let request = UpdateNodeRequest(
            endpoint: .init(node.endpoint), listenPort: node.listenPort, persistentKeepalive: node.persistentKeepalive,
            mtu: node.mtu, ipv4: node.ipv4, ipv6: node.ipv6, connected: node.connected,
            expiresAt: .init(node.expiresAt), tags: node.tags, udpHolePunching: node.udpHolePunching,
            dnsOn: node.dnsOn, roaming: node.roaming, postUp: .init(node.postUp), postDown: .init(node.postDown))
        self.init(try RequestFields.write(request))
        self["egress"] =
            node.egress.map { egress in
                [
                    "ranges": .init(egress.ranges), "interface": .init(egress.interface),
                    "masquerade": .boolean(egress.masquerade),
                ]
            } ?? .null
        self["ingress"] = node.ingress.map { ["nameServers": .init($0.nameServers)] } ?? .null
        self["relay"] = .boolean(node.relay != nil)
        self["allowedRanges"] = .init(node.allowedRanges)
    }

    init(_ client: ClientResource) throws(ModelError) {
        let request = UpdateClientRequest(
            name: client.name, access: client.status == .disabled ? .disabled : .enabled,
            nameServers: client.nameServers, allowedRanges: client.allowedRanges, expiresAt: .init(client.expiresAt))
        self.init(try RequestFields.write(request))
        // One whose gateway is gone has none to name, until it is moved.
        if let gateway = client.gatewayName { self["gateway"] = .string(gateway.description) }
        if let ipv4 = client.ipv4 { self["ipv4"] = .string(ipv4.description) }
        if let ipv6 = client.ipv6 { self["ipv6"] = .string(ipv6.description) }
    }

    init(_ record: DNSRecordResource) {
        self.init(
            record.node.map { ["node": .string($0.description), "addresses": .null] }
                ?? ["addresses": .init(record.addresses), "node": .null])
    }

    init(_ user: UserResource) throws(ModelError) {
        self.init(
            try RequestFields.write(
                UpdateUserRequest(role: user.role, networks: user.networks, commands: user.commands)))
    }
}

extension Update {
    /// What makes a field so: a value, or none.
    fileprivate init(_ value: Value?) { self = value.map { .set($0) } ?? .clear }
}

extension JSONValue {
    /// A text, or null.
    fileprivate init(_ value: (some CustomStringConvertible)?) {
        self = value.map { .string($0.description) } ?? .null
    }

    fileprivate init(_ values: [some CustomStringConvertible]) {
        self = .array(values.map { .string($0.description) })
    }
}
