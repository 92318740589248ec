internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// Nodes with what the server sees of them now.
struct LiveNodes: Sendable {
    let feed: ChangeFeed
    let presence: Presence

    /// A node of a network: at the same cost however many others there are.
    func resource(of node: Node, in state: NetworkState) -> NodeResource {
        let network = state.network.name
        let standing = feed.standing(of: node.id, in: network, behind: state.revision)
        let status: NodeLiveState.Status =
            if !standing.isConnected { .disconnected } else if standing.isLagging { .pending } else { .applied }
        return NodeResource(
            node,
            live: NodeLiveState(
                status, lastSeen: presence.of(node.id, in: network).lastSeen,
                acknowledgedRevision: standing.isConnected
                    ? standing.acknowledged : presence.checkedInRevision(of: node.id)))
    }
}
