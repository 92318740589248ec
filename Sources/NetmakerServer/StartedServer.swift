public import NetmakerCore

/// Where a running server is reached, and how it is known.
public struct StartedServer: Hashable, Sendable {
    /// Where people and scripts reach it, with the port it is bound to.
    public let api: ServerAddress
    /// Where agents reach it, with the port it is bound to.
    public let agents: ServerAddress
    /// Where metrics are served, with the port it is bound to; nil for nowhere.
    public let metrics: MetricsAddress?
    /// The keys it may show in TLS.
    public let pins: [CertificatePin]
    /// The file with the setup code; nil when there is an admin already.
    public let setupCodeFile: String?
}
