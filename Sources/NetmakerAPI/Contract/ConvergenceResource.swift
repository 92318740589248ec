public import NetmakerCore

/// How far a network is with a revision: who has it in force, and who has not.
public struct ConvergenceResource: Hashable, Sendable, Codable {
    /// A node, by both its names.
    public struct Member: Hashable, Sendable, Codable {
        public let id: NodeID
        public let name: NodeName

        public init(id: NodeID, name: NodeName) {
            self.id = id
            self.name = name
        }
    }

    public let network: NetworkName
    public let revision: Revision
    /// Nodes with a session that have not applied the revision yet; empty when it is in force.
    public let lagging: [Member]
    /// Nodes that were let in and have no session: they are not waited for, and hear of the change when they are back.
    /// Not those among them that have said by a check-in that they have it.
    public let disconnected: [Member]

    public init(network: NetworkName, revision: Revision, lagging: [Member], disconnected: [Member]) {
        self.network = network
        self.revision = revision
        self.lagging = lagging
        self.disconnected = disconnected
    }

    /// Whether every connected node has it.
    public var isInForce: Bool { lagging.isEmpty }

    /// The longest one request may wait; who wants to wait longer asks again.
    public static let longestWait: Duration = .seconds(60)
}
