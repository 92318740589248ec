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
    public let news: NodeNews

    public init(
        protocolVersion: Int = Hello.currentVersion, capabilities: [String] = [], node: NodeID, position: MapPosition?,
        report: NodeReport
    ) {
        self.protocolVersion = protocolVersion
        self.capabilities = capabilities
        self.node = node
        self.position = position
        news = .report(report)
    }

    /// - Parameter mark: stands for the report, and for `Capability.ofAgentsWithMarks`.
    public init(
        protocolVersion: Int = Hello.currentVersion, capabilities: [String] = [], node: NodeID, position: MapPosition?,
        mark: NodeMark
    ) {
        self.protocolVersion = protocolVersion
        self.capabilities = capabilities.adding(Capability.ofAgentsWithMarks)
        self.node = node
        self.position = position
        news = .mark(mark)
    }

    /// What the machine says of itself; nil where a mark stands for it.
    public var report: NodeReport? {
        guard case .report(let report) = news else { return nil }
        return report
    }

    /// The same with a mark in the place of its report.
    func bearing(_ mark: NodeMark) -> Hello {
        Hello(
            protocolVersion: protocolVersion, capabilities: capabilities, node: node, position: position, mark: mark)
    }
}
