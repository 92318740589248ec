public import NetmakerCore

/// What there is to know about one network on this machine.
public struct AgentStatus: Hashable, Sendable, Codable {
    /// One peer, as the device has it.
    public struct Peer: Hashable, Sendable, Codable {
        public let node: NodeID
        public let name: NodeName
        public let publicKey: PublicKey
        public let addresses: [IPAddress]
        /// Where the device sends to; nil when it does not know, or when there is no device.
        public let endpoint: Endpoint?
        /// When the last handshake was completed; nil when there was none.
        public let lastHandshake: Timestamp?
        public let receivedBytes: UInt64
        public let sentBytes: UInt64
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
    public let repairs: Int?
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
    public let peers: [Peer]
    /// How the network's names are looked up on this machine; nil when no daemon runs.
    public var names: NamesStatus?
}

extension AgentStatus.Peer {
    init(_ record: PeerRecord, endpoint: Endpoint?, lastHandshake: Timestamp?, received: UInt64, sent: UInt64) {
        node = record.id
        name = record.name
        publicKey = record.publicKey
        addresses = [record.ipv4.map(IPAddress.v4), record.ipv6.map(IPAddress.v6)].compactMap(\.self)
        self.endpoint = endpoint
        self.lastHandshake = lastHandshake
        receivedBytes = received
        sentBytes = sent
    }
}
