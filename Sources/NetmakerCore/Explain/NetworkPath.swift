/// The way from one place of a network to another, by what the network's truth says: whose tunnels carry it.
///
/// There are two nodes at most: the one whose tunnel takes the packets, which is the first end or the gateway it enters
/// by, and the one whose tunnel gives them out, which is the last end or the gateway before it.
public struct NetworkPath: Sendable {
    public let from: Place
    public let to: Place
    /// Nil when the client it begins with has no gateway.
    public let entry: Node?
    /// Nil when the client it ends at has no gateway.
    public let exit: Node?
    /// The external client that the first node lets in; nil when there is none.
    let caller: ExternalClient?
    /// The external client that the last node has; nil when there is none.
    let callee: ExternalClient?

    public init(from: Place, to: Place, in state: NetworkState) {
        self.from = from
        self.to = to
        (entry, caller) = state.carrier(of: from)
        (exit, callee) = state.carrier(of: to)
    }

    /// The nodes whose agents know something of it, each once.
    public var nodes: [Node] {
        [entry, exit].compactMap(\.self).reduce(into: []) { nodes, node in
            if !nodes.contains(where: { $0.id == node.id }) { nodes.append(node) }
        }
    }

    /// Whether no tunnel between two nodes is in it.
    var isWithinOneNode: Bool { entry?.id == exit?.id }

    /// What the agent of one of its nodes is asked.
    public func question(for node: Node, number: UInt64, in state: NetworkState) -> TunnelQuestion {
        let others = nodes.filter { $0.id != node.id }.flatMap(\.publicKeys)
        let clients = [caller, callee].compactMap(\.self).filter { $0.gateway == node.id }.map(\.publicKey)
        return TunnelQuestion(
            number: number, peers: others + clients,
            addresses: state.addresses(of: from) + state.addresses(of: to))
    }
}

extension NetworkState {
    /// Whose tunnel has a place, and which client it is or is behind.
    fileprivate func carrier(of place: Place) -> (node: Node?, client: ExternalClient?) {
        switch place {
        case .node(let id), .outside(_, by: .egress(let id)), .outside(_, by: .node(let id)): (nodes[id], nil)
        case .client(let id), .outside(_, by: .client(let id)): (clients[id].flatMap { nodes[$0.gateway] }, clients[id])
        }
    }

    /// Where packets for a place go; of a range its first address stands for all.
    func addresses(of place: Place) -> [IPAddress] {
        switch place {
        case .node(let id): nodes[id]?.addresses ?? []
        case .client(let id): clients[id]?.addresses ?? []
        case .outside(let range, _): [range.address]
        }
    }
}
