public import NetmakerCore

/// What the server says in a session.
public enum ServerFrame: Sendable {
    /// The first and only first: what the hello's signature must cover.
    case greeting(Greeting)
    /// The hello was accepted.
    case welcome(Welcome)
    /// What the node is told about itself: after every welcome in which no mark is equal, and whenever it changes.
    case configuration(NodeConfiguration)
    case mapChunk(MapChunk)
    case mapDelta(EncodedMapDelta)
    case heartbeat(serverTime: Timestamp)
    /// A TLS key that the server will show, or shows already to those who can follow: to be kept beside the present
    /// ones, and answered with `AgentFrame.pinStored`.
    case nextPin(CertificatePin)
    /// What does the device say of these peers? Answered with `AgentFrame.tunnelReport`, and asked only of those whose
    /// hello names `Capability.tunnelReport`.
    case tunnelQuestion(TunnelQuestion)
    /// What became of `AgentFrame.nodeEdits`.
    case nodeEditsReply(NodeEditsReply)
    case instruction(Instruction)
    /// The session ends here.
    case refusal(AgentProtocolError)
}

/// Who the server is, and what the hello must answer.
public struct Greeting: Hashable, Sendable {
    public let challenge: Challenge
    /// Whether a hello may bear a mark in its report's place.
    public let takesMarks: Bool

    public init(_ challenge: Challenge, takesMarks: Bool) {
        self.challenge = challenge
        self.takesMarks = takesMarks
    }
}

/// The hello was accepted.
public struct Welcome: Hashable, Sendable {
    public let serverTime: Timestamp
    /// Where the network stands.
    public let revision: Revision
    /// Whether the agent's map is the server's, so that none follows: it is of the welcome's revision from then on,
    /// which is where the next delta starts.
    public let mapIsEqual: Bool
    public let capabilities: [String]
    /// Silence for twice as long means that the stream is dead.
    public let heartbeatInterval: Duration
    /// Whether the hello's mark is the server's, so that no configuration follows: the agent's is of the welcome's
    /// revision. Where it is not, the report is said that the mark stood for.
    public let markIsEqual: Bool

    public init(
        serverTime: Timestamp, revision: Revision, mapIsEqual: Bool, capabilities: [String] = [],
        heartbeatInterval: Duration, markIsEqual: Bool = false
    ) {
        self.serverTime = serverTime
        self.revision = revision
        self.mapIsEqual = mapIsEqual
        self.capabilities = capabilities
        self.heartbeatInterval = heartbeatInterval
        self.markIsEqual = markIsEqual
    }

    /// The same of a server that can do these as well.
    func adding(_ others: [String]) -> Welcome {
        Welcome(
            serverTime: serverTime, revision: revision, mapIsEqual: mapIsEqual,
            capabilities: capabilities.adding(others), heartbeatInterval: heartbeatInterval, markIsEqual: markIsEqual)
    }
}

/// A part of a full map. All chunks of one map have one revision; no configuration and no delta comes between them.
public struct MapChunk: Hashable, Sendable {
    public let epoch: Epoch
    public let revision: Revision
    public let records: [EncodedPeerRecord]
    public let dnsEntries: [DNSEntry]
    /// The digest of the whole map, in the last chunk; nil in the others.
    public let digest: MapDigest?

    public init(
        epoch: Epoch, revision: Revision, records: [EncodedPeerRecord], dnsEntries: [DNSEntry] = [], digest: MapDigest?
    ) {
        self.epoch = epoch
        self.revision = revision
        self.records = records
        self.dnsEntries = dnsEntries
        self.digest = digest
    }
}

/// A delta whose records are encoded.
public struct EncodedMapDelta: Hashable, Sendable {
    public let epoch: Epoch
    public let from: Revision
    public let to: Revision
    public let changed: [EncodedPeerRecord]
    public let removed: [NodeID]
    public let dnsChanged: [DNSEntry]
    public let dnsRemoved: [DNSRecordName]
    /// The digest of the map after it.
    public let digest: MapDigest

    public init(
        epoch: Epoch, from: Revision, to: Revision, changed: [EncodedPeerRecord], removed: [NodeID],
        dnsChanged: [DNSEntry] = [], dnsRemoved: [DNSRecordName] = [], digest: MapDigest
    ) {
        self.epoch = epoch
        self.from = from
        self.to = to
        self.changed = changed
        self.removed = removed
        self.dnsChanged = dnsChanged
        self.dnsRemoved = dnsRemoved
        self.digest = digest
    }

    /// Whether it only moves the map's revision on.
    public var isEmpty: Bool { changed.isEmpty && removed.isEmpty && dnsChanged.isEmpty && dnsRemoved.isEmpty }

    /// The delta as a map takes it.
    public var decoded: MapDelta {
        MapDelta(
            from: from, to: to, changed: changed.map(\.record), removed: removed, dnsChanged: dnsChanged,
            dnsRemoved: dnsRemoved, digest: digest)
    }
}

/// What an agent is told to do.
public enum Instruction: Hashable, Sendable {
    /// The node is one no more: take the network down, keep nothing secret, say why.
    case removed(RemovalReason)
    /// Open a new session, after this long.
    case reconnect(after: Duration)
}
