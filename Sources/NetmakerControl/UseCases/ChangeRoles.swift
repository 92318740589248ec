public import NetmakerCore

/// What a node is to do for others from now on.
public struct RolesChange: Hashable, Sendable {
    public var egress: Update<EgressGateway>
    public var ingress: Update<IngressGateway>
    public var relay: Update<RelayMark>
    /// What is routed to it besides its addresses; nil leaves that as it is.
    public var allowedRanges: [IPPrefix]?
    /// What becomes of clients that enter by a node which is no ingress gateway any more.
    public var clients: ClientsLeftBehind

    /// What becomes of a gateway's external clients when it is none any more.
    public enum ClientsLeftBehind: Hashable, Sendable {
        /// As long as there are any, it stays one.
        case refused
        /// They stay what they are, and nobody reaches them until they are moved.
        case cutOff
    }

    public init(
        egress: Update<EgressGateway> = .keep, ingress: Update<IngressGateway> = .keep,
        relay: Update<RelayMark> = .keep, allowedRanges: [IPPrefix]? = nil, clients: ClientsLeftBehind = .refused
    ) {
        self.egress = egress
        self.ingress = ingress
        self.relay = relay
        self.allowedRanges = allowedRanges
        self.clients = clients
    }
}

/// Makes a node a gateway or a relay, or takes that away. It is told, and all who send by it.
public struct ChangeRoles: Command {
    public let network: NetworkName
    public let node: NodeID
    public let change: RolesChange
    /// The revision of the node the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(network: NetworkName, node: NodeID, change: RolesChange, ifMatch: Revision? = nil) {
        self.network = network
        self.node = node
        self.change = change
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Node> {
        let state = try truth.requireNetwork(network)
        let node = try state.requireNode(node)
        try node.revision.require(ifMatch, of: "node \(node.name)")
        var updated = node
        updated.roles = NodeRoles(
            egress: change.egress.applied(to: node.roles.egress),
            ingress: change.ingress.applied(to: node.roles.ingress), relay: relay(of: node))
        if let ranges = change.allowedRanges {
            updated.allowedRanges = try RoutedRanges.checked(ranges, field: "ranges")
        }
        guard updated != node else { return Decision(node, unchanged: state.network.aggregate) }
        if let egress = updated.roles.egress {
            try state.requireRoutable(egress.ranges, to: .egress(node.id), field: "ranges")
        }
        try state.requireRoutable(updated.allowedRanges, to: .node(node.id), field: "ranges")
        if updated.roles.ingress == nil { try requireNoClients(of: node, in: state) }
        updated.revision = state.revision.next
        return Decision(updated, changing: state.network.aggregate, by: [.putNode(updated)])
    }

    /// A node that is marked already stays marked since when it was.
    private func relay(of node: Node) -> RelayMark? {
        if case .set = change.relay, let mark = node.roles.relay { return mark }
        return change.relay.applied(to: node.roles.relay)
    }

    private func requireNoClients(of node: Node, in state: NetworkState) throws(ModelError) {
        let clients = state.clients(of: node.id)
        guard change.clients == .refused, node.roles.ingress != nil, !clients.isEmpty else { return }
        throw .stillEntering(clients, by: node)
    }
}

extension ModelError {
    /// Clients are in the way of what is to be done to their gateway.
    static func stillEntering(_ clients: [ExternalClient], by node: Node) -> ModelError {
        let names = clients.map(\.name.description).sorted()
        let more = names.count > 8 ? " and \(names.count - 8) more" : ""
        return ModelError(
            .conflict,
            message: "external clients enter by \(node.name): \(names.prefix(8).joined(separator: ", "))\(more)",
            remedy: "move or delete them with nmctl client, or cut them off with --force")
    }
}
