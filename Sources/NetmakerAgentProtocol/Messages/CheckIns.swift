public import NetmakerCore

/// An agent without a session asks whether anything changed.
public struct CheckInRequest: Hashable, Sendable {
    public let node: NodeID
    /// Nil when it has no map.
    public let position: MapPosition?
    /// What it says as well when its streams do not pass; nil from one that opens a session when there is news.
    public let sessionless: Sessionless?

    public init(node: NodeID, position: MapPosition?, sessionless: Sessionless? = nil) {
        self.node = node
        self.position = position
        self.sessionless = sessionless
    }
}

/// What an agent would say in a session, if it could open one.
public struct Sessionless: Hashable, Sendable {
    public let report: NodeReport
    /// The kernel has everything up to this revision; nil when it has nothing.
    public let acknowledged: Revision?
    /// Of the configuration it was last told; nil when it was told none since its start.
    public let configuration: ConfigurationMark?
    /// The page of the map that it wants next; nil for the first.
    public let cursor: MapCursor?
    /// What the machine's owner changed; nil for nothing.
    public let edits: NodeEdits?

    public init(
        report: NodeReport, acknowledged: Revision?, configuration: ConfigurationMark?, cursor: MapCursor? = nil,
        edits: NodeEdits? = nil
    ) {
        self.report = report
        self.acknowledged = acknowledged
        self.configuration = configuration
        self.cursor = cursor
        self.edits = edits
    }
}

/// Which page of which map comes next. Of another map than the network's present one, it leads to that one's first.
public struct MapCursor: Hashable, Sendable {
    public let epoch: Epoch
    public let revision: Revision
    /// 1 for the second, and so on.
    public let page: UInt32

    public init(epoch: Epoch, revision: Revision, page: UInt32) {
        self.epoch = epoch
        self.revision = revision
        self.page = page
    }
}

/// By what a server knows again what it told a node about itself; to an agent it means nothing. Never 0.
public struct ConfigurationMark: Hashable, Sendable, RawRepresentable {
    public let rawValue: UInt64

    /// Nil for 0, which stands for none where marks travel.
    public init?(rawValue: UInt64) {
        guard rawValue != 0 else { return nil }
        self.rawValue = rawValue
    }

    init(hash: UInt64) { rawValue = max(hash, 1) }
}

/// A part of a full map, for an agent whose streams do not pass.
public struct MapPage: Hashable, Sendable {
    /// 0 for the first.
    public let number: UInt32
    public let chunk: MapChunk

    public init(number: UInt32, chunk: MapChunk) {
        self.number = number
        self.chunk = chunk
    }

    /// Where the next one is; nil after the last.
    public var next: MapCursor? {
        guard chunk.digest == nil, number < .max else { return nil }
        return MapCursor(epoch: chunk.epoch, revision: chunk.revision, page: number + 1)
    }
}

/// The answer to a check-in.
public struct CheckInReply: Hashable, Sendable {
    public enum Verdict: Hashable, Sendable {
        /// Nothing changed for this node: its map is of this revision now.
        case equal(Revision)
        case openSession
        /// To the sessionless alone, who check in again until all is equal: what the node is told about itself.
        case configuration(NodeConfiguration, ConfigurationMark)
        /// To the sessionless alone: a page of the map.
        case page(MapPage)
    }

    /// The most pins that a reply may announce.
    public static let maximumPins = 8

    public let verdict: Verdict
    public let serverTime: Timestamp
    /// TLS keys that the server will show, told to the sessionless; none when it goes on with those it shows.
    public let nextPins: [CertificatePin]
    /// What became of the edits that came with the question; nil where there were none, and of a server that takes none.
    public let edits: NodeEditsReply?

    public init(
        verdict: Verdict, serverTime: Timestamp, nextPins: [CertificatePin] = [], edits: NodeEditsReply? = nil
    ) {
        self.verdict = verdict
        self.serverTime = serverTime
        self.nextPins = nextPins
        self.edits = edits
    }
}
