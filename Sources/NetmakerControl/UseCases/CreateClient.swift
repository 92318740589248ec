public import NetmakerCore

/// Lets a device in by an ingress gateway. Its private key is its own, or the asker's to hand out: it never comes here.
public struct CreateClient: Command {
    public let network: NetworkName
    public let name: NodeName
    public let publicKey: PublicKey
    /// The node it enters by.
    public let gateway: NodeID
    /// Nil: the lowest that is free, where the network has a range of that family.
    public let ipv4: IPv4Address?
    public let ipv6: IPv6Address?
    public let nameServers: [IPAddress]
    /// What lies behind it.
    public let allowedRanges: [IPPrefix]
    /// When it is cut off; nil for never.
    public let expiresAt: Timestamp?

    public init(
        network: NetworkName, name: NodeName, publicKey: PublicKey, gateway: NodeID, ipv4: IPv4Address? = nil,
        ipv6: IPv6Address? = nil, nameServers: [IPAddress] = [], allowedRanges: [IPPrefix] = [],
        expiresAt: Timestamp? = nil
    ) {
        self.network = network
        self.name = name
        self.publicKey = publicKey
        self.gateway = gateway
        self.ipv4 = ipv4
        self.ipv6 = ipv6
        self.nameServers = nameServers
        self.allowedRanges = allowedRanges
        self.expiresAt = expiresAt
    }

    /// A client, and what its file is to say.
    public struct HandedOut: Hashable, Sendable {
        public let client: ExternalClient
        public let profile: ClientProfile
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<HandedOut> {
        let state = try truth.requireNetwork(network)
        try state.requireFree(name)
        try truth.requireUnused(publicKey)
        try ClientRules.require(expiresAt: expiresAt, now: context.now)
        let addresses = try addresses(in: state, now: context.now)
        var client = ExternalClient(
            id: ExternalClientID.random(using: &context.random), network: network, name: name, publicKey: publicKey,
            ipv4: addresses.ipv4, ipv6: addresses.ipv6, gateway: gateway,
            nameServers: try ExternalClient.checked(nameServers: nameServers),
            allowedRanges: try RoutedRanges.checked(allowedRanges, field: "allowedRanges"), expiresAt: expiresAt,
            createdAt: context.now, revision: state.revision.next)
        try ClientRules.require(client, fits: state)
        let profile = try ClientProfile(of: client, in: state, routed: state.routedRanges)
        client.handedOut = profile.digest
        return Decision(
            HandedOut(client: client, profile: profile), changing: state.network.aggregate, by: [.putClient(client)])
    }

    private func addresses(
        in state: NetworkState, now: Timestamp
    ) throws(ModelError) -> (ipv4: IPv4Address?, ipv6: IPv6Address?) {
        if let ipv4 { try state.requireFree(.v4(ipv4), field: "ipv4") }
        if let ipv6 { try state.requireFree(.v6(ipv6), field: "ipv6") }
        let isGiven =
            (ipv4 != nil || state.network.ranges.ipv4 == nil) && (ipv6 != nil || state.network.ranges.ipv6 == nil)
        if isGiven { return (ipv4, ipv6) }
        let next = try state.nextAddresses(now: now)
        return (ipv4 ?? next.ipv4, ipv6 ?? next.ipv6)
    }
}

/// What holds of every client, however it came to be as it is.
enum ClientRules {
    static func require(expiresAt: Timestamp?, now: Timestamp) throws(ModelError) {
        if let expiresAt, expiresAt <= now {
            throw ModelError(
                .invalidValue, field: "expiresAt", message: "\(expiresAt) is over", remedy: "give a time to come")
        }
    }

    /// - Throws: when its gateway is none or has too much to route, or another has what lies behind it.
    static func require(_ client: ExternalClient, fits state: NetworkState) throws(ModelError) {
        guard let gateway = state.nodes[client.gateway], gateway.roles.ingress != nil else {
            let name = state.nodes[client.gateway]?.name.description ?? client.gateway.description
            throw ModelError(
                .conflict, field: "gateway", message: "\(name) is no ingress gateway of network \(state.network.name)",
                remedy: "make it one with nmctl gateway ingress set, or choose another")
        }
        try state.requireRoutable(client.allowedRanges, to: .client(client.id), field: "allowedRanges")
        let others = state.clients(of: gateway.id).lazy.filter { $0.id != client.id }
        let count = others.reduce(gateway.allowedRanges.count + (gateway.roles.egress?.ranges.count ?? 0)) {
            $0 + $1.allowedIPs.count
        }
        guard count + client.allowedIPs.count <= RoutedRanges.maximumInRecord else {
            throw ModelError(
                .exhausted, field: "gateway",
                message: "ingress gateway \(gateway.name) routes \(count) prefixes already",
                remedy: "choose another gateway, or make one more")
        }
    }
}
