/// That a client was one, or entered by another gateway: whose record changes, and which addresses wait before they are
/// handed out anew.
public struct RemovedClient: Hashable, Sendable, Codable {
    public let id: ExternalClientID
    /// The node it entered by.
    public let gateway: NodeID
    public let addresses: [IPAddress]
    public let removedAt: Timestamp

    public init(_ client: ExternalClient, at time: Timestamp) {
        id = client.id
        gateway = client.gateway
        addresses = client.addresses
        removedAt = time
    }
}
