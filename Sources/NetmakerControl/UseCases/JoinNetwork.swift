public import NetmakerCore

/// Makes a machine a node. Its agent has signed the request with the identity, so it holds it.
///
/// A machine that is a node already, by its identity, is the same node again and spends nothing: its first answer may
/// have been lost. One that was removed is a stranger and needs a key that still admits.
public struct JoinNetwork: Command {
    public let network: NetworkName
    /// Nil from a machine that asks to be let in by hand.
    public let key: Secret?
    public let identity: IdentityKey
    public let publicKey: PublicKey
    /// What it must be called; nil: made from the machine's own name, and unique.
    public let name: NodeName?
    public let report: NodeReport
    /// Where the server sees the machine; nil when the transport has no addresses.
    public let source: IPAddress?

    public init(
        network: NetworkName, key: Secret?, identity: IdentityKey, publicKey: PublicKey, name: NodeName? = nil,
        report: NodeReport, source: IPAddress?
    ) {
        self.network = network
        self.key = key
        self.identity = identity
        self.publicKey = publicKey
        self.name = name
        self.report = report
        self.source = source
    }

    /// The node a machine is, with its network.
    public struct Joined: Hashable, Sendable {
        public let node: Node
        public let network: Network
    }

    public var permission: Permission { .joinWithKey }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Joined> {
        // Who has no key learns neither which networks there are nor, by what they report, which ranges.
        guard let state = truth.networks[network] else { throw Enrollment.unknownKey }
        if let node = state.node(with: identity) { return try decideAgain(node, in: state, truth) }
        let admission = try admit(to: state, now: context.now)
        try NodeOwnFields.require(report, in: state.network)
        try truth.requireUnused(publicKey)
        let name = name ?? Enrollment.freeName(for: report.facts, in: state)
        try state.requireFree(name)
        // Who waits holds no address: strangers would take them all.
        let addresses = admission == nil ? (nil, nil) : try state.nextAddresses(now: context.now)
        let defaults = state.network.defaults
        var node = Node(
            id: NodeID.random(using: &context.random), network: network, name: name, identity: identity,
            publicKey: publicKey, ipv4: addresses.0, ipv6: addresses.1, listenPort: defaults.listenPort,
            persistentKeepalive: defaults.persistentKeepalive, mtu: defaults.mtu, interface: report.interface,
            facts: report.facts, joinedAt: context.now, accessKey: admission?.id,
            reported: NodeOwnFields.withoutWishes, options: defaults.options,
            standing: NodeStanding(admission: admission == nil ? .pending : .admitted),
            keyGeneration: state.network.keyGeneration, grant: admission?.grant ?? .whenAbsent)
        NodeOwnFields.publish(report, seenFrom: source, to: &node, in: state.network)
        node.interface = interface(in: state.network)
        return decision(for: node, in: state, admittedBy: admission)
    }

    /// The network's, unless the machine's owner chose one.
    private func interface(in network: Network) -> InterfaceName {
        guard report.interface == .default(for: network.name) else { return report.interface }
        return network.defaults.interface ?? report.interface
    }

    /// - Returns: the key that admits the machine, one use spent; nil when it is to wait for an admin.
    private func admit(to state: NetworkState, now: Timestamp) throws(ModelError) -> AccessKey? {
        guard let key else {
            try Enrollment.requireWaitingRoom(in: state)
            return nil
        }
        let admission = try Enrollment.admit(by: state.accessKey(with: key.hash), now: now)
        try Enrollment.requireRoom(in: state)
        return admission
    }

    /// The same node; what it says of itself may have changed since, and its key, since the identity vouches for it.
    private func decideAgain(
        _ node: Node, in state: NetworkState, _ truth: Truth
    ) throws(ModelError) -> Decision<Joined> {
        try NodeOwnFields.require(report, in: state.network)
        var updated = node
        if publicKey != node.publicKey {
            try truth.requireUnused(publicKey, by: node.id)
            updated.publicKey = publicKey
            updated.keyGeneration = state.network.keyGeneration
        }
        NodeOwnFields.publish(report, seenFrom: source, to: &updated, in: state.network)
        updated.interface = interface(in: state.network)
        if let key = updated.nextPublicKey { try truth.requireUnused(key, by: node.id) }
        guard updated != node else {
            return Decision(Joined(node: node, network: state.network), unchanged: state.network.aggregate)
        }
        return decision(for: updated, in: state, admittedBy: nil)
    }

    private func decision(for node: Node, in state: NetworkState, admittedBy key: AccessKey?) -> Decision<Joined> {
        var (node, key) = (node, key)
        node.revision = state.revision.next
        key?.revision = state.revision.next
        return Decision(
            Joined(node: node, network: state.network), changing: state.network.aggregate,
            by: (key.map { [.putAccessKey($0)] } ?? []) + [.putNode(node)])
    }
}
