internal import HTTPTypes
public import NetmakerCore

extension ControlPlaneClient {
    /// All networks, in the order of their names.
    public func networks() async throws(APIError) -> [NetworkResource] {
        try await ask(.get, .networks, for: Listing<NetworkResource>.self).items
    }

    /// Makes a network.
    public func createNetwork(_ request: CreateNetworkRequest) async throws(APIError) -> Changed<NetworkResource> {
        try await change(.post, .networks, body: request, for: NetworkResource.self)
    }

    /// One network.
    public func network(_ name: NetworkName) async throws(APIError) -> NetworkResource {
        try await ask(.get, .network(name), for: NetworkResource.self)
    }

    /// Changes what a network is called, or what its new nodes start with.
    ///
    /// - Parameter ifMatch: the revision the change is based on; nil when it does not matter.
    public func updateNetwork(
        _ name: NetworkName, with request: UpdateNetworkRequest, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<NetworkResource> {
        try await change(.patch, .network(name), ifMatch: ifMatch, body: request, for: NetworkResource.self)
    }

    /// What becomes of nodes that are still in a network that is to be deleted.
    public enum NodesLeft: Hashable, Sendable {
        /// As long as there are any, it is not deleted.
        case kept
        /// They are told, and take it down.
        case removed
    }

    /// Deletes a network with its access keys.
    ///
    /// - Parameter ifMatch: the revision the order is based on; nil when it does not matter.
    public func deleteNetwork(
        _ name: NetworkName, nodes: NodesLeft = .kept, ifMatch: Revision? = nil
    ) async throws(APIError) {
        try await exchange(.delete, .network(name), query: nodes == .removed ? "?force=true" : "", ifMatch: ifMatch)
    }

    /// Gives a network other ranges, and moves all its nodes in one change.
    ///
    /// - Parameter ifMatch: the revision the order is based on; nil when it does not matter.
    public func changeRanges(
        of network: NetworkName, to request: ChangeRangesRequest, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<RangesResource> {
        try await change(.put, .ranges(of: network), ifMatch: ifMatch, body: request, for: RangesResource.self)
    }

    /// What `changeRanges` would do.
    ///
    /// - Parameter ifMatch: the revision the question is based on; nil when it does not matter.
    public func previewRanges(
        of network: NetworkName, _ request: ChangeRangesRequest, ifMatch: Revision? = nil
    ) async throws(APIError) -> RangesResource {
        try await ask(
            .put, .ranges(of: network), query: "?dryRun=true", ifMatch: ifMatch, body: request,
            for: RangesResource.self)
    }

    /// Asks all nodes of a network for new WireGuard keys.
    ///
    /// - Parameter ifMatch: the network's revision the order is based on; nil when it does not matter.
    public func refreshKeys(
        of network: NetworkName, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<KeyRefreshResource> {
        try await change(.post, .keyRefresh(of: network), ifMatch: ifMatch, for: KeyRefreshResource.self)
    }

    /// How far a network's nodes are with the new keys that they were asked for.
    public func keyRefresh(of network: NetworkName) async throws(APIError) -> KeyRefreshResource {
        try await ask(.get, .keyRefresh(of: network), for: KeyRefreshResource.self)
    }

    /// Waits until a revision is in force on every connected node, or the time is over.
    public func convergence(
        of network: NetworkName, revision: Revision, within limit: Duration
    ) async throws(APIError) -> ConvergenceResource {
        let clock = ContinuousClock()
        let deadline = clock.now.advanced(by: limit)
        while true {
            // In slices, since what stands between may cut a request that is silent for long.
            let slice = max(.zero, min(clock.now.duration(to: deadline), Self.longestSilence))
            let answer = try await convergence(of: network, revision: revision, waiting: slice)
            if answer.isInForce || clock.now >= deadline { return answer }
        }
    }

    /// What proxies commonly allow is 60 seconds.
    private static let longestSilence: Duration = .seconds(25)

    private func convergence(
        of network: NetworkName, revision: Revision, waiting limit: Duration
    ) async throws(APIError) -> ConvergenceResource {
        let milliseconds = limit.components.seconds * 1000 + limit.components.attoseconds / 1_000_000_000_000_000
        // Rounded up, so that the last slice does not become a busy loop.
        let seconds = (milliseconds + 999) / 1000
        return try await ask(
            .get, .convergence(of: network), query: "?revision=\(revision)&timeout=\(seconds)",
            within: Self.patience + .seconds(seconds), for: ConvergenceResource.self)
    }
}
