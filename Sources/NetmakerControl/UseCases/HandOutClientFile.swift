public import NetmakerCore

/// Notes that a client's file is handed out as it is to be now, with another key if its device gets one.
public struct HandOutClientFile: Command {
    public let network: NetworkName
    public let client: ExternalClientID
    /// The public half of the device's new key; nil: it keeps the one it has.
    public let publicKey: PublicKey?
    /// The revision of the client the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(
        network: NetworkName, client: ExternalClientID, publicKey: PublicKey? = nil, ifMatch: Revision? = nil
    ) {
        self.network = network
        self.client = client
        self.publicKey = publicKey
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(
        _ truth: Truth, _ context: inout DecisionContext
    ) throws(ModelError) -> Decision<CreateClient.HandedOut> {
        let state = try truth.requireNetwork(network)
        let client = try state.requireClient(client)
        try client.revision.require(ifMatch, of: "external client \(client.name)")
        var updated = client
        if let publicKey, publicKey != client.publicKey {
            try truth.requireUnused(publicKey)
            updated.publicKey = publicKey
        }
        let profile = try ClientProfile(of: updated, in: state, routed: state.routedRanges)
        updated.handedOut = profile.digest
        guard updated != client else {
            return Decision(.init(client: client, profile: profile), unchanged: state.network.aggregate)
        }
        updated.revision = state.revision.next
        return Decision(
            .init(client: updated, profile: profile), changing: state.network.aggregate, by: [.putClient(updated)])
    }
}
