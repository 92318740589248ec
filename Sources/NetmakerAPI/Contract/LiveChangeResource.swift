public import NetmakerCore

/// That what the server sees of some nodes is another: the data of an event named `live` of the server's stream.
public struct LiveChangeResource: Hashable, Sendable, Codable {
    public let network: NetworkName
    /// The nodes, in order; nil for any of the network.
    public let nodes: [NodeID]?

    /// The most nodes that one event names: who hears of more reads all of them rather than each.
    public static let largestCount = 20

    public init(network: NetworkName, nodes: [NodeID]?) {
        self.network = network
        self.nodes = nodes
    }
}
