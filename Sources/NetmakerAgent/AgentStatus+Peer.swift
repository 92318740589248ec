public import NetmakerCore

extension AgentStatus {
    /// One peer, as the device has it.
    public struct Peer: Hashable, Sendable, Codable {
        public let node: NodeID
        public let name: NodeName
        public let publicKey: PublicKey
        public let addresses: [IPAddress]
        /// Where the device sends to; nil when it does not know, or when there is no device.
        public var endpoint: Endpoint?
        /// When the last handshake was completed; nil when there was none.
        public var lastHandshake: Timestamp?
        public var receivedBytes: UInt64
        public var sentBytes: UInt64

        /// What is routed to it besides its addresses; nil for nothing.
        public var ranges: [IPPrefix]?
        /// The external clients that enter by it; nil for none.
        public var clients: [ClientName]?
        /// Whether it may carry the packets of others.
        public var isRelay: Bool?
        /// When it is a peer no more; nil for never.
        public var expiresAt: Timestamp?
        /// Whether the endpoint is one on a link that both machines are on; nil when there is none.
        public var isLocal: Bool?
        /// Nil when there is no device.
        public var persistentKeepalive: PersistentKeepalive?
        /// Whether the device lacks it; nil when there is no device.
        public var isMissing: Bool?
        /// What should lead to it and does not, on the device; nil for nothing.
        public var notAllowed: [IPPrefix]?
        /// The peer that has the first of that instead; nil for none.
        public var heldBy: NodeName?
        /// What the machine does not lead into the tunnel; nil for nothing.
        public var notLed: [IPPrefix]?
        /// Where it may be tried, the best first; nil while it has a session, and when there is no device.
        public var usableEndpoints: [Endpoint]?
    }
}

extension AgentStatus.Peer {
    /// What is known of it without a device.
    init(_ record: PeerRecord) {
        node = record.id
        name = record.name
        publicKey = record.publicKey
        addresses = [record.ipv4.map(IPAddress.v4), record.ipv6.map(IPAddress.v6)].compactMap(\.self)
        receivedBytes = 0
        sentBytes = 0
        // What leads to external clients is told with their names.
        let clients = record.clients.flatMap(\.addresses)
        let ranges = record.ranges.filter { range in
            !clients.contains { IPPrefix(host: $0) == range }
        }
        self.ranges = ranges.isEmpty ? nil : ranges
        self.clients = record.clients.isEmpty ? nil : record.clients
        isRelay = record.isRelay ? true : nil
        expiresAt = record.expiresAt
    }

    /// Whether the session of its last handshake may still be in use.
    public func isAlive(at time: Timestamp) -> Bool {
        lastHandshake.map { time.duration(since: $0) < EndpointChoice.sessionLifetime } ?? false
    }
}
