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

    public init(
        id: ServerID, version: String, agents: ServerAddress, api: ServerAddress, pins: [CertificatePin],
        createdAt: Timestamp
    ) {
        self.id = id
        self.version = version
        self.agents = agents
        self.api = api
        self.pins = pins
        self.createdAt = createdAt
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
