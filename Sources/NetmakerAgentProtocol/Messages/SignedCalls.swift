public import NetmakerCore

/// A one-use nonce and who the server says it is.
public struct Challenge: Hashable, Sendable {
    public let server: ServerID
    public let nonce: Nonce

    public init(server: ServerID, nonce: Nonce) {
        self.server = server
        self.nonce = nonce
    }
}

/// A machine asks to become a node.
public struct JoinRequest: Sendable {
    public let network: NetworkName
    /// Nil from a machine that asks to be let in by hand.
    public let key: Secret?
    /// The membership's new identity, which also signs the request: proof that the asker holds it.
    public let identity: IdentityKey
    public let publicKey: PublicKey
    /// Nil: made from the host name in the report.
    public let name: NodeName?
    public let report: NodeReport

    public init(
        network: NetworkName, key: Secret?, identity: IdentityKey, publicKey: PublicKey, name: NodeName?,
        report: NodeReport
    ) {
        self.network = network
        self.key = key
        self.identity = identity
        self.publicKey = publicKey
        self.name = name
        self.report = report
    }
}

/// The machine is a node. No map: that comes in the first session.
public struct JoinReply: Hashable, Sendable {
    public let server: ServerID
    public let epoch: Epoch
    public let configuration: NodeConfiguration

    public init(server: ServerID, epoch: Epoch, configuration: NodeConfiguration) {
        self.server = server
        self.epoch = epoch
        self.configuration = configuration
    }
}

/// A machine ends its membership.
public struct LeaveRequest: Hashable, Sendable {
    public let node: NodeID

    public init(node: NodeID) { self.node = node }
}

/// Where an agent's map stands.
public struct MapPosition: Hashable, Sendable {
    public let epoch: Epoch
    public let revision: Revision
    public let digest: MapDigest

    public init(epoch: Epoch, revision: Revision, digest: MapDigest) {
        self.epoch = epoch
        self.revision = revision
        self.digest = digest
    }

    public init(_ map: PeerMap) {
        self.init(epoch: map.epoch, revision: map.revision, digest: map.digest)
    }
}
