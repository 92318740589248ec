public import NetmakerCore

/// A session that the server has opened.
public struct AgentSession: Sendable {
    public let welcome: Welcome
    /// What the node is told about itself, where the server need not say it, since the agent knows; nil where it does.
    public let known: NodeConfiguration?
    private let connection: AgentConnection

    init(welcome: Welcome, known: NodeConfiguration?, connection: AgentConnection) {
        self.welcome = welcome
        self.known = known
        self.connection = connection
    }

    /// What the server says after its welcome. Ends when the server ends the session, throws when the stream breaks.
    public var incoming: AsyncThrowingStream<ServerFrame, any Error> { connection.incoming }

    /// Says that something about the machine changed.
    public func report(_ report: NodeReport) async throws { try await connection.send(.report(report)) }

    /// Says that the kernel has everything up to this revision.
    public func acknowledge(_ revision: Revision) async throws {
        try await connection.send(.acknowledgement(revision))
    }

    /// Says what the server has asked of the device.
    public func answer(_ report: TunnelReport) async throws { try await connection.send(.tunnelReport(report)) }

    /// Says what the machine's owner changed; the answer is a frame. To a server that takes none nothing may be said.
    public func edit(_ edits: NodeEdits) async throws { try await connection.send(.nodeEdits(edits)) }

    /// Whether the server takes edits.
    public var takesEdits: Bool { welcome.capabilities.contains(Capability.nodeEdits) }

    /// Says that the server will be known by this key too, also after the agent starts anew.
    public func confirm(_ pin: CertificatePin) async throws { try await connection.send(.pinStored(pin)) }
}
