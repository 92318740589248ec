internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// Nodes with what the server sees of them now.
struct LiveNodes: Sendable {
    let feed: ChangeFeed
    /// When the server last heard of a node.
    let lastSeen: @Sendable (NodeID, NetworkName) -> Timestamp?

    /// One node of a network.
    func resource(of node: Node, in state: NetworkState) -> NodeResource {
        resources(of: [node], in: state)[0]
    }

    /// Nodes of a network, in the order given.
    func resources(of nodes: [Node], in state: NetworkState) -> [NodeResource] {
        let network = state.network.name
        let connected = Set(feed.connectedNodes(in: network))
        let lagging = Set(feed.lagging(in: network, behind: state.revision))
        return nodes.map { node in
            let status: NodeLiveState.Status =
                if !connected.contains(node.id) {
                    .disconnected
                } else if lagging.contains(node.id) {
                    .pending
                } else {
                    .applied
                }
            return NodeResource(
                node,
                live: NodeLiveState(
                    status, lastSeen: lastSeen(node.id, network),
                    acknowledgedRevision: feed.acknowledged(by: node.id, in: network)))
        }
    }
}
