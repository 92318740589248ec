/// What an agent says of its device at one moment.
public struct TunnelReport: Hashable, Sendable {
    /// The longest trouble kept, in bytes; what is longer is cut.
    public static let maximumTrouble = 512

    /// Of the question.
    public let number: UInt64
    /// By the machine's own clock.
    public let time: Timestamp
    /// The revision that the device has; nil when it has none.
    public let inForce: Revision?
    /// Why the device does not have what it should, in a line of plain text; nil when it has.
    public let trouble: String?
    /// The device's own key; nil when there is no device.
    public let publicKey: PublicKey?
    /// Nil when there is no device, or it has none.
    public let listenPort: ListenPort?
    /// Of the peers asked about, those that the device has.
    public let peers: [Peer]
    /// Of the addresses asked about, those that the machine leads into the tunnel.
    public let ledIn: [IPAddress]
    /// Of the links asked about, those that the device has; nil when the agent did not understand that it was asked for
    /// links, or was not.
    public let links: [Peer]?

    public init(
        number: UInt64, time: Timestamp, inForce: Revision?, trouble: String?, publicKey: PublicKey?,
        listenPort: ListenPort?, peers: [Peer], ledIn: [IPAddress], links: [Peer]? = nil
    ) {
        self.number = number
        self.time = time
        self.inForce = inForce
        self.trouble = trouble.map { $0.plain(maximumLength: Self.maximumTrouble) }.flatMap { $0.isEmpty ? nil : $0 }
        self.publicKey = publicKey
        self.listenPort = listenPort
        self.peers = peers
        self.ledIn = ledIn
        self.links = links
    }

    /// One peer, as the device has it.
    public struct Peer: Hashable, Sendable {
        public let publicKey: PublicKey
        /// Where the device sends to; nil when it does not know.
        public let endpoint: Endpoint?
        /// How long ago the last handshake was completed; nil when there was none. An age and no time: so nobody's
        /// clock has to be right.
        public let handshakeAge: Duration?
        /// Bytes received from it that were authentic, headers included.
        public let received: UInt64
        /// Bytes sent to it, headers included.
        public let sent: UInt64
        public let persistentKeepalive: PersistentKeepalive
        /// Of the addresses asked about, those that its allowed IPs hold.
        public let addresses: [IPAddress]

        public init(
            publicKey: PublicKey, endpoint: Endpoint?, handshakeAge: Duration?, received: UInt64, sent: UInt64,
            persistentKeepalive: PersistentKeepalive, addresses: [IPAddress]
        ) {
            self.publicKey = publicKey
            self.endpoint = endpoint
            self.handshakeAge = handshakeAge
            self.received = received
            self.sent = sent
            self.persistentKeepalive = persistentKeepalive
            self.addresses = addresses
        }
    }
}
