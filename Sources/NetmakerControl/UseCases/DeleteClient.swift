public import NetmakerCore

/// Deletes an external client: nobody reaches it any more, nor it anybody.
public struct DeleteClient: Command {
    public let network: NetworkName
    public let client: ExternalClientID
    /// The revision of the client the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(network: NetworkName, client: ExternalClientID, ifMatch: Revision? = nil) {
        self.network = network
        self.client = client
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(
        _ truth: Truth, _ context: inout DecisionContext
    ) throws(ModelError) -> Decision<ExternalClient> {
        let state = try truth.requireNetwork(network)
        let client = try state.requireClient(client)
        try client.revision.require(ifMatch, of: "external client \(client.name)")
        return Decision(
            client, changing: state.network.aggregate, by: [.removeClient(RemovedClient(client, at: context.now))])
    }
}
