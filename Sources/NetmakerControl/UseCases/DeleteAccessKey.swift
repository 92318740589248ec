public import NetmakerCore

/// Deletes an access key: it admits nobody from now on. Nodes it admitted stay.
public struct DeleteAccessKey: Command {
    public let network: NetworkName
    public let key: AccessKeyID
    /// The revision of the key the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(network: NetworkName, key: AccessKeyID, ifMatch: Revision? = nil) {
        self.network = network
        self.key = key
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<AccessKey> {
        let state = try truth.requireNetwork(network)
        let deleted = try state.requireAccessKey(key)
        try deleted.revision.require(ifMatch, of: "access key \(deleted.name)")
        return Decision(deleted, changing: state.network.aggregate, by: [.removeAccessKey(key)])
    }
}
