public import NetmakerCore

/// Asks every node of a network for a new WireGuard key. No key leaves its machine, and each is known to all peers
/// before it is used (`AdoptKeys`).
public struct RefreshKeys: Command {
    public let network: NetworkName
    /// The revision of the network the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(network: NetworkName, ifMatch: Revision? = nil) {
        self.network = network
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Network> {
        let state = try truth.requireNetwork(network)
        var network = state.network
        try network.revision.require(ifMatch, of: "network \(network.name)")
        network.keyGeneration = network.keyGeneration.next
        network.revision = state.revision.next
        return Decision(network, changing: network.aggregate, by: [.putNetwork(network)])
    }
}

/// Puts the keys that follow in the place of the present ones, for nodes whose peers know them.
public struct AdoptKeys: Command {
    public let network: NetworkName
    /// The nodes whose next key was known to their peers at this revision; what came later waits.
    public let knownAt: Revision

    public init(network: NetworkName, knownAt: Revision) {
        self.network = network
        self.knownAt = knownAt
    }

    public var permission: Permission { .keepTime }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<[NodeID]> {
        let state = try truth.requireNetwork(network)
        var adopted: [NodeID] = []
        var mutations: [Mutation] = []
        for id in state.nodesWithNextKey {
            guard var node = state.nodes[id], node.revision <= knownAt, let key = node.nextPublicKey else { continue }
            node.publicKey = key
            node.nextPublicKey = nil
            node.keyGeneration = state.network.keyGeneration
            mutations.append(.putNode(node.revised(state.revision.next)))
            adopted.append(id)
        }
        return Decision(adopted, changing: state.network.aggregate, by: mutations)
    }
}
