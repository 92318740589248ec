/// Whom a node has a tunnel to.
public enum LinkEnd: Hashable, Sendable {
    case node(Node)
    /// An external client that enters by it.
    case client(ExternalClient)

    public var name: NodeName {
        switch self {
        case .node(let node): node.name
        case .client(let client): client.name
        }
    }

    /// By which the device may know it.
    public var publicKeys: [PublicKey] {
        switch self {
        case .node(let node): node.publicKeys
        case .client(let client): [client.publicKey]
        }
    }
}

extension NetworkState {
    /// All that a node has a tunnel to, in no order; none when it takes no part.
    public func linkEnds(of node: Node) -> [LinkEnd] {
        guard takesPart(node.id) else { return [] }
        return nodes.values.filter { $0.isActive && isVisible($0.id, to: node.id) }.map(LinkEnd.node)
            + admittedClients(of: node).map(LinkEnd.client)
    }
}
