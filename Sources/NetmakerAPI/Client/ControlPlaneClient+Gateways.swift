internal import HTTPTypes
public import NetmakerCore

extension ControlPlaneClient {
    /// Makes a node an egress gateway, or changes what it routes.
    ///
    /// - Parameter ifMatch: the revision of the node the change is based on; nil when it does not matter.
    public func setEgress(
        of node: NodeReference, in network: NetworkName, to request: EgressRequest, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<NodeResource> {
        try await change(.put, .egress(of: node, in: network), ifMatch: ifMatch, body: request, for: NodeResource.self)
    }

    /// A node routes nothing any more that lies outside the network.
    public func removeEgress(
        of node: NodeReference, in network: NetworkName, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<Void> {
        try await change(.delete, .egress(of: node, in: network), ifMatch: ifMatch)
    }

    /// Makes a node an ingress gateway, or changes what its clients are told.
    public func setIngress(
        of node: NodeReference, in network: NetworkName, to request: IngressRequest, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<NodeResource> {
        try await change(.put, .ingress(of: node, in: network), ifMatch: ifMatch, body: request, for: NodeResource.self)
    }

    /// No client enters by a node any more.
    ///
    /// - Parameter clients: what becomes of clients that do.
    public func removeIngress(
        of node: NodeReference, in network: NetworkName, clients: RemainingClients = .refused, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<Void> {
        try await change(
            .delete, .ingress(of: node, in: network), query: clients == .cutOff ? "?force=true" : "", ifMatch: ifMatch)
    }

    /// Lets a node carry the packets of pairs that find no direct path.
    public func setRelay(
        of node: NodeReference, in network: NetworkName, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<NodeResource> {
        try await change(.put, .relay(of: node, in: network), ifMatch: ifMatch, for: NodeResource.self)
    }

    /// A node carries nothing between others any more.
    public func removeRelay(
        of node: NodeReference, in network: NetworkName, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<Void> {
        try await change(.delete, .relay(of: node, in: network), ifMatch: ifMatch)
    }
}

extension ControlPlaneClient {
    /// Says what is routed to a node besides its addresses, and no role of it.
    public func setExtraRanges(
        of node: NodeReference, in network: NetworkName, to request: ExtraRangesRequest, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<NodeResource> {
        try await change(
            .put, .extraRanges(of: node, in: network), ifMatch: ifMatch, body: request, for: NodeResource.self)
    }

    /// Nothing is routed to a node any more but what follows from its addresses and roles.
    public func removeExtraRanges(
        of node: NodeReference, in network: NetworkName, ifMatch: Revision? = nil
    ) async throws(APIError) -> Changed<Void> {
        try await change(.delete, .extraRanges(of: node, in: network), ifMatch: ifMatch)
    }
}

/// What becomes of the external clients of a gateway that is to be none any more.
public enum RemainingClients: Hashable, Sendable {
    /// As long as there are any, it stays one.
    case refused
    /// Nobody reaches them until they are moved.
    case cutOff
}
