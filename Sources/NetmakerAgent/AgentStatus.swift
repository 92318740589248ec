public import NetmakerCore

/// What there is to know about one network on this machine.
///
/// What was added later is nil where a daemon of an older release answers.
public struct AgentStatus: Hashable, Sendable, Codable {
    /// What the node does for others.
    public struct Roles: Hashable, Sendable, Codable {
        /// What it routes outside of the network; empty for nothing.
        public var egress: [IPPrefix]
        /// Whether external clients enter by it.
        public var ingress: Bool
        /// Whether it may carry the packets of others, which it can read then.
        public var relay: Bool
    }

    /// An external client that enters by this node.
    public struct Client: Hashable, Sendable, Codable {
        /// Nil from a server that does not say.
        public var name: NodeName?
        public var publicKey: PublicKey
        public var addresses: [IPPrefix]
        /// When the last handshake was completed; nil when there was none, or when there is no device.
        public var lastHandshake: Timestamp?
        /// When it is cut off; nil for never.
        public var expiresAt: Timestamp?
    }

    public let network: NetworkName
    public let node: NodeID
    /// The node's own name; nil before the server told.
    public let name: NodeName?
    public let server: ServerAddress
    /// Whether a daemon answers for the network.
    public let isRunning: Bool
    /// Nil when no daemon runs.
    public let connection: AgentProgress.Connection?
    /// Why there is no session, or why the device does not have what it should; nil when all is well.
    public let trouble: String?
    /// How many times it was put right what others had changed, since the daemon started; nil when no daemon runs.
    public var repairs: Int?
    public let interface: InterfaceName
    /// Nil before the server told.
    public let listenPort: ListenPort?
    /// Which implementation of WireGuard carries the tunnel; nil when no daemon runs.
    public let backend: String?
    public let addresses: [InterfaceAddress]
    /// The revision of the last applied map; nil before the first.
    public let revision: Revision?
    /// The last revision that the server was told is in force; nil before the first, and when no daemon runs.
    public let acknowledged: Revision?
    /// In the order of their names.
    public var peers: [Peer]
    /// How the network's names are looked up on this machine; nil when no daemon runs.
    public var names: NamesStatus?

    /// When this was so, by the machine's own clock.
    public var time: Timestamp?
    /// How the node takes part; nil before the server told.
    public var status: NodeStatus?
    /// When the node stops taking part; nil for never.
    public var expiresAt: Timestamp?
    public var roles: Roles?
    /// The zones that the network's names are in.
    public var zones: [DomainName]?
    /// In the order of their names.
    public var clients: [Client]?
    /// The revision that the device has; nil when it has none, or not all of one, and when no daemon runs.
    public var inForce: Revision?
    /// Since when the daemon runs.
    public var startedAt: Timestamp?
    /// Since when there is the session that there is; nil when there is none.
    public var connectedSince: Timestamp?
    /// When the server was last heard; nil when it was not since the daemon started.
    public var lastHeard: Timestamp?
    /// Why the interface does not have what it should; nil when it has.
    public var interfaceTrouble: String?
    /// What went wrong with the commands that belong to the interface; nil when nothing did, and when no daemon runs.
    public var commandTrouble: String?
    /// Whether the server has commands that are not run, since the machine's owner has not allowed them.
    public var refusesCommands: Bool?
    /// Whether the interface is there; nil when no daemon runs.
    public var hasInterface: Bool?
    /// In what the interface differs from what it should be, in sentences; empty when it does in nothing, nil when no
    /// daemon runs.
    public var drift: [String]?
}
