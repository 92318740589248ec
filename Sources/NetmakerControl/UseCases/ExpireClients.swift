public import NetmakerCore

/// Cuts off the external clients of a network whose time is over.
public struct ExpireClients: Command {
    public let network: NetworkName

    public init(network: NetworkName) { self.network = network }

    public var permission: Permission { .keepTime }

    /// The clients that were cut off.
    public func decide(
        _ truth: Truth, _ context: inout DecisionContext
    ) throws(ModelError) -> Decision<[ExternalClient]> {
        let state = try truth.requireNetwork(network)
        let expired = state.expiredClients(at: context.now).map { client in
            var client = client
            client.access = .expired
            client.revision = state.revision.next
            return client
        }
        return Decision(expired, changing: state.network.aggregate, by: expired.map { .putClient($0) })
    }
}
