public import NetmakerCore

/// Who a server is and where it is reached.
public struct ServerResource: Hashable, Sendable, Codable {
    public let id: ServerID
    /// The release it runs, such as "0.1.0".
    public let version: String
    /// Where agents reach it.
    public let agents: ServerAddress
    /// Where people and scripts reach it.
    public let api: ServerAddress
    /// The keys it may show in TLS; empty when the system's trusted roots and the host name decide.
    public let pins: [CertificatePin]
    /// When its database was made.
    public let createdAt: Timestamp
    /// Since when it runs, by its clock as that is now.
    public let startedAt: Timestamp
    /// What its database takes on disk, with its log; nil for who may not see what is the server's, and of a store that
    /// takes none.
    public let databaseBytes: Int?

    public init(
        id: ServerID, version: String, agents: ServerAddress, api: ServerAddress, pins: [CertificatePin],
        createdAt: Timestamp, startedAt: Timestamp, databaseBytes: Int? = nil
    ) {
        self.id = id
        self.version = version
        self.agents = agents
        self.api = api
        self.pins = pins
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.databaseBytes = databaseBytes
    }
}

/// The answer of `/healthz` and `/readyz`.
public struct HealthResource: Hashable, Sendable, Codable {
    /// Whether the server can do its work.
    public enum Status: String, Hashable, Sendable, Codable {
        case ok
        case notReady = "not-ready"
    }

    public let status: Status
    /// What it cannot do; nil when it can do all.
    public let reason: String?
    /// Since when; nil when it can do all, and when it is starting.
    public let since: Timestamp?

    public init(_ status: Status, reason: String? = nil, since: Timestamp? = nil) {
        self.status = status
        self.reason = reason
        self.since = since
    }
}
