internal import HTTPTypes
public import NetmakerCore

extension ControlPlaneClient {
    /// A network's nodes, in the order of their names.
    ///
    /// - Parameter search: only those that it fits; nil for all.
    public func nodes(
        in network: NetworkName, fitting search: NodeSearch? = nil
    ) async throws(APIError) -> [NodeResource] {
        let query = search.map { Self.query([("search", $0.text)]) } ?? ""
        return try await ask(.get, .nodes(in: network), query: query, for: Listing<NodeResource>.self).items
    }

    /// How a node's tunnels do: its agent is asked, page by page, for as long as it answers.
    public func links(of node: NodeReference, in network: NetworkName) async throws(APIError) -> NodeLinks {
        var links = try await ask(.get, .links(of: node, in: network), for: NodeLinks.self)
        while links.word == .answered, let next = links.next {
            let page = try await ask(
                .get, .links(of: node, in: network), query: Self.query([("after", next)]), for: NodeLinks.self)
            links = NodeLinks(
                node: page.node, word: page.word, trouble: page.trouble, lastSeen: page.lastSeen,
                items: links.items + page.items, next: page.next)
        }
        return links
    }

    /// One node, with what the server sees of it now.
    public func node(_ node: NodeReference, in network: NetworkName) async throws(APIError) -> NodeResource {
        try await ask(.get, .node(node, in: network), for: NodeResource.self)
    }

    /// Changes a node. Its agent and its peers are told.
    ///
    /// - Parameter ifMatch: the revision the change is based on; nil when it does not matter.
    public func updateNode(
        _ node: NodeReference, in network: NetworkName, with request: UpdateNodeRequest, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<NodeResource> {
        try await change(
            .patch, .node(node, in: network), ifMatch: ifMatch, body: request, for: NodeResource.self)
    }

    /// Lets a pending node in: it gets its addresses, and becomes a peer.
    ///
    /// - Parameter ifMatch: the revision the order is based on; nil when it does not matter.
    public func approveNode(
        _ node: NodeReference, in network: NetworkName, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<NodeResource> {
        try await change(.post, .approval(of: node, in: network), ifMatch: ifMatch, for: NodeResource.self)
    }

    /// Turns a pending node away.
    ///
    /// - Parameter ifMatch: the revision the order is based on; nil when it does not matter.
    public func denyNode(
        _ node: NodeReference, in network: NetworkName, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<Void> {
        try await change(.post, .denial(of: node, in: network), ifMatch: ifMatch)
    }

    /// Takes a node out of the network. It loses access everywhere at once.
    ///
    /// - Parameter ifMatch: the revision the order is based on; nil when it does not matter.
    public func removeNode(
        _ node: NodeReference, in network: NetworkName, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<Void> {
        try await change(.delete, .node(node, in: network), ifMatch: ifMatch)
    }
}
