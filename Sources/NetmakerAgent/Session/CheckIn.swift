internal import Logging
internal import NetmakerAgentProtocol
internal import NetmakerCore

/// One check-in with the server, from the first question to the last: what a session would bring, asked for piece by
/// piece, until the server has nothing more to tell and knows what is in force.
struct CheckIn {
    /// How often the server may begin anew, as it does when the map has changed between two pages, before the rest is
    /// left to the next check-in.
    static let maximumBeginnings = 8

    let node: NodeID
    let told: Told
    let report: () async -> NodeReport
    /// Of what the server last told this node about itself; nil when that is not known.
    private(set) var mark: ConfigurationMark?

    private var assembly = MapAssembly()
    private var cursor: MapCursor?
    private var beginnings = 0
    /// What the next question says of the configuration file.
    private var edits: NodeEdits?
    private var hasSaidEdits = false

    init(node: NodeID, told: Told, mark: ConfigurationMark?, report: @escaping () async -> NodeReport) {
        self.node = node
        self.told = told
        self.mark = mark
        self.report = report
    }

    /// - Throws: `AgentProtocolError`: the server's refusal, `.unexpected`, or `.unavailable` when it cannot be reached
    ///   or begins anew too often.
    mutating func run(asking ask: (CheckInRequest) async throws -> CheckInReply) async throws {
        var isConfirmed = false
        while true {
            let inForce = await told.tunnel.revisionInForce
            let reply = try await ask(await request(acknowledging: inForce))
            await told.hooks.serverTold(reply.serverTime)
            told.progress.update { $0.acknowledged = inForce ?? $0.acknowledged }
            for pin in reply.nextPins { _ = try await told.keep(pin) }
            if edits != nil { await heed(reply.edits) }
            switch reply.verdict {
            case .configuration(let configuration, let mark):
                try begin()
                // What it has to say to that, it says with the next question.
                _ = try await told.heed(configuration)
                try await told.apply { try await told.tunnel.apply(configuration) }
                self.mark = mark
                if !told.hooks.edits.value.isEmpty { await told.hooks.confirmed() }
            case .page(let page):
                try await take(page)
            case .equal(let revision):
                if let mismatch = try await told.advance(to: revision) { throw Self.unexpected(mismatch) }
                // As in a session: only now is it known what counts there.
                if sayEdits() { continue }
                // What is in force now is said at once, and not at the next check-in: somebody may wait for it.
                let current = await told.tunnel.revisionInForce
                if isConfirmed || current == inForce {
                    return told.progress.update { $0.synchronizations += 1 }
                }
                isConfirmed = true
            case .openSession:
                throw Self.unexpected("the server tells maps in sessions alone")
            }
        }
    }

    private func request(acknowledging revision: Revision?) async -> CheckInRequest {
        CheckInRequest(
            node: node, position: (await told.tunnel.map).map(MapPosition.init),
            sessionless: Sessionless(
                report: await report(), acknowledged: revision, configuration: mark, cursor: cursor, edits: edits))
    }

    /// - Returns: whether there is something to say, and the next question does.
    private mutating func sayEdits() -> Bool {
        let wanted = told.hooks.edits.value.prefix(NodeEdit.maximumCount)
        // Once is enough: what somebody writes meanwhile has time until the next check-in.
        guard !hasSaidEdits, !wanted.isEmpty else { return false }
        hasSaidEdits = true
        edits = NodeEdits(number: 1, edits: Array(wanted))
        return true
    }

    private mutating func heed(_ reply: NodeEditsReply?) async {
        edits = nil
        if let reply { return await told.hooks.answered(reply) }
        told.logger.warning("The server takes no changes from the configuration file; upgrade it")
    }

    private mutating func take(_ page: MapPage) async throws {
        if page.number == 0 {
            try begin()
        } else if page.number != cursor?.page {
            throw Self.unexpected("page \(page.number) of the map came where another was asked for")
        }
        cursor = page.next
        guard let map = try assembly.add(page.chunk) else { return }
        assembly = MapAssembly()
        try await told.apply { try await told.tunnel.apply(map) }
    }

    private mutating func begin() throws(AgentProtocolError) {
        beginnings += 1
        guard beginnings <= Self.maximumBeginnings else {
            throw AgentProtocolError(
                .unavailable, message: "the map has changed too often while it was fetched",
                remedy: "it is asked for again at the next check-in")
        }
        assembly = MapAssembly()
        cursor = nil
    }

    private static func unexpected(_ what: String) -> AgentProtocolError {
        AgentProtocolError(.unexpected, message: what, remedy: "upgrade the older of agent and server")
    }
}
