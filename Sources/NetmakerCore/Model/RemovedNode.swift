/// That a node was one: what its agent is told when it asks again, and which addresses wait before they are handed out
/// anew.
public struct RemovedNode: Hashable, Sendable, Codable {
    public let id: NodeID
    public let network: NetworkName
    public let name: NodeName
    public let identity: IdentityKey
    public let addresses: [IPAddress]
    public let reason: RemovalReason
    public let removedAt: Timestamp

    public init(_ node: Node, reason: RemovalReason, at time: Timestamp) {
        id = node.id
        network = node.network
        name = node.name
        identity = node.identity
        addresses = node.addresses
        self.reason = reason
        removedAt = time
    }
}
