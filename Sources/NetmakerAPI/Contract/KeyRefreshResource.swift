public import NetmakerCore

/// How far a network's nodes are with the new WireGuard keys that they were asked for.
public struct KeyRefreshResource: Hashable, Sendable, Codable {
    public let network: NetworkName
    /// How often new keys were asked for.
    public let generation: KeyGeneration
    /// Nodes that use a key as new as that.
    public let doneCount: Int
    /// Nodes that have made a key, which their peers are learning, in the order of their names.
    public let announced: [NodeName]
    /// Nodes that have not made one yet, in the order of their names.
    public let waiting: [NodeName]

    public init(of state: NetworkState) {
        network = state.network.name
        generation = state.network.keyGeneration
        let behind = state.nodes.values.filter { $0.keyGeneration < state.network.keyGeneration }
        doneCount = state.nodes.count - behind.count
        announced = behind.filter { $0.nextPublicKey != nil }.map(\.name).sorted()
        waiting = behind.filter { $0.nextPublicKey == nil }.map(\.name).sorted()
    }
}
