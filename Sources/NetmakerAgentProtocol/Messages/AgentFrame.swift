public import NetmakerCore

/// What an agent says in a session.
public enum AgentFrame: Sendable {
    /// The first and only first.
    case hello(SignedHello)
    /// Something about the machine changed.
    case report(NodeReport)
    /// The kernel has everything up to this revision.
    case acknowledgement(Revision)
    /// The agent will know the server by this key too, also after it starts anew.
    case pinStored(CertificatePin)
    /// What the device says of the peers that the server asked about.
    case tunnelReport(TunnelReport)
    /// The machine's owner changed the node there. Said only to a server whose welcome names `Capability.nodeEdits`.
    case nodeEdits(NodeEdits)
}

/// Who the agent is and what it has.
public struct Hello: Hashable, Sendable {
    /// The version of this protocol that this release speaks.
    public static let currentVersion = 1

    public let protocolVersion: Int
    /// What the agent can do beyond the version's minimum, by name.
    public let capabilities: [String]
    public let node: NodeID
    /// Nil when it has no map.
    public let position: MapPosition?
    public let report: NodeReport

    public init(
        protocolVersion: Int = Hello.currentVersion, capabilities: [String] = [], node: NodeID, position: MapPosition?,
        report: NodeReport
    ) {
        self.protocolVersion = protocolVersion
        self.capabilities = capabilities
        self.node = node
        self.position = position
        self.report = report
    }
}
