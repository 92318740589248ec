/// What an external client's file says, all but its private key: a function of the client, its gateway and its network.
public struct ClientProfile: Hashable, Sendable {
    /// The client's own.
    public let publicKey: PublicKey
    public let addresses: [IPAddress]
    public let nameServers: [IPAddress]
    public let mtu: MTU
    public let gatewayKey: PublicKey
    /// Where the gateway is reached.
    public let endpoint: Endpoint
    /// The network's ranges, and what else is routed in it but to the client itself. In order.
    public let allowedIPs: [IPPrefix]
    public let persistentKeepalive: PersistentKeepalive

    /// What a client's file has to say now.
    ///
    /// - Parameter routed: every range that is routed in the network (`NetworkState.routedRanges`).
    /// - Throws: `ModelError.Code.conflict` when its gateway is none, or nobody knows where that is reached.
    public init(
        of client: ExternalClient, in state: NetworkState, routed: [(range: IPPrefix, holder: RangeHolder)]
    ) throws(ModelError) {
        guard let gateway = state.nodes[client.gateway], let ingress = gateway.roles.ingress else {
            throw ModelError(
                .conflict, field: "gateway", message: "external client \(client.name) has no ingress gateway any more",
                remedy: "move it to one with nmctl client update --gateway")
        }
        publicKey = client.publicKey
        addresses = client.addresses
        nameServers = client.nameServers.isEmpty ? ingress.nameServers : client.nameServers
        mtu = gateway.mtu
        gatewayKey = gateway.publicKey
        endpoint = try Self.endpoint(of: gateway, within: state.network.options.localRange)
        let others = routed.filter { $0.holder != .client(client.id) }.map(\.range)
        allowedIPs = (state.network.ranges.all + others).sorted()
        persistentKeepalive = state.network.defaults.persistentKeepalive
    }

    /// Where a device out there reaches the gateway: where it is said to be, else where the server sees it; in a network
    /// that stays in a local one, where it is there.
    ///
    /// - Throws: `ModelError.Code.conflict` when nobody knows.
    public static func endpoint(
        of gateway: Node, within localRange: IPPrefix? = nil
    ) throws(ModelError) -> Endpoint {
        let all = EndpointCandidates(of: gateway)
        let candidates = localRange.map { all.within($0) } ?? all
        let local = localRange == nil ? nil : candidates.local.first?.endpoint
        guard let endpoint = candidates.pinned ?? local ?? candidates.observedIPv4 ?? candidates.observedIPv6 else {
            throw ModelError(
                .conflict, field: "gateway",
                message: "nobody knows yet where ingress gateway \(gateway.name) is reached from outside",
                remedy: "say it with nmctl node update --endpoint, or wait until its agent has connected")
        }
        return endpoint
    }

    /// The digest of what it says: another one means that the file in somebody's hands is outdated.
    public var digest: MapDigest {
        var fields = CanonicalFields()
        fields.append(publicKey.bytes)
        fields.append(UInt64(addresses.count))
        for address in addresses { fields.append(address) }
        fields.append(UInt64(nameServers.count))
        for server in nameServers { fields.append(server) }
        fields.append(UInt64(mtu.rawValue))
        fields.append(gatewayKey.bytes)
        fields.append(endpoint)
        fields.append(UInt64(allowedIPs.count))
        for prefix in allowedIPs { fields.append(prefix.description) }
        fields.append(UInt64(persistentKeepalive.number))
        return MapDigest(hashing: fields.bytes)
    }
}

extension NetworkState {
    /// Whether the file that was last handed out for a client no longer says what it should. So does one that could not
    /// be made now.
    ///
    /// - Parameter routed: every range that is routed in the network (`routedRanges`), for whoever asks of many clients.
    public func isFileOutdated(
        of client: ExternalClient, routed: [(range: IPPrefix, holder: RangeHolder)]
    ) -> Bool {
        do throws(ModelError) {
            return try ClientProfile(of: client, in: self, routed: routed).digest != client.handedOut
        } catch {
            return true
        }
    }
}
