import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import Synchronization

@testable import NetmakerAgent

/// A server of one network and one node that says what a test has it say, and remembers what it heard.
final class TestServer: AgentHandler {
    /// What it was told.
    struct Heard: Sendable {
        var joins: [JoinRequest] = []
        var leaves: [NodeID] = []
        var hellos: [Hello] = []
        /// Those that came in a hello or by themselves; none where a mark stood for it and fitted.
        var reports: [NodeReport] = []
        var checkIns: [CheckInRequest] = []
        var acknowledgements: [Revision] = []
        var pins: [CertificatePin] = []
        var tunnelReports: [TunnelReport] = []
        var edits: [NodeEdits] = []
        /// How many streams were held back.
        var heldStreams = 0
    }

    /// What becomes of a call.
    enum Manner: Sendable {
        case answering
        case refusing(AgentProtocolError)
        /// The call is taken, and the answer lost.
        case losingReplies
        /// Calls are answered, and no stream passes.
        case withoutStreams
        /// Calls are answered, and streams held back until they are let go.
        case holdingStreams
        /// Check-ins are refused, and no stream passes.
        case refusingCheckIns(AgentProtocolError)
        /// Nothing arrives.
        case unreachable
    }

    private struct State {
        var manner = Manner.answering
        var configuration: NodeConfiguration
        var map: PeerMap
        var identity: IdentityKey?
        var outbox: AsyncStream<ServerFrame>.Continuation?
        var heartbeat: Duration = .seconds(30)
        var nextPins: [CertificatePin] = []
        var changesBetweenPages: [PeerRecord] = []
        var capabilities = [Capability.nodeEdits]
        var takesMarks = true
        /// What the node's agent last said.
        var report: NodeReport?
        var answerEdits: @Sendable (NodeEdits) -> NodeEditsReply? = { NodeEditsReply(number: $0.number, refusals: []) }
    }

    static let unreachable = AgentProtocolError(
        .unavailable, message: "the server is not reached", remedy: "try again later")

    let id: ServerID
    let heard = Watched(Heard())
    /// Raised to let a stream go that is held back.
    let streamsGoOn = Signal()
    private let state: Mutex<State>

    /// A network's server whose node has the network's first addresses, and peers from the second on.
    init(_ network: Network = Samples.network(), peers: Int = 2, id: UInt64 = 99) {
        self.id = ServerID(rawValue: id)
        var node = Samples.node(1, in: network)
        node.interface = .default(for: network.name)
        state = Mutex(
            State(
                configuration: NodeConfiguration(of: node, in: network),
                map: PeerMap(
                    epoch: network.epoch, revision: Revision(10),
                    peers: (2..<2 + peers).map { Self.record($0, in: network) })))
    }

    static func record(_ number: Int, in network: Network = Samples.network(), port: Int = 51821) -> PeerRecord {
        var node = Samples.node(number, in: network)
        node.observedIPv4 = IPv4Address(rawValue: 0xCB00_7100 + UInt32(number))
        if let port = try? ListenPort(port) { node.listenPort = port }
        return PeerRecord(node)
    }

    // MARK: What a test does

    func behave(_ manner: Manner) { state.withLock { $0.manner = manner } }

    var map: PeerMap { state.withLock { $0.map } }

    var configuration: NodeConfiguration { state.withLock { $0.configuration } }

    /// Says a frame in the open session.
    func say(_ frame: ServerFrame) { state.withLock { _ = $0.outbox?.yield(frame) } }

    /// Ends the open session.
    func hangUp() { state.withLock { $0.outbox?.finish() } }

    /// Changes one record of the map right after each of the next pages.
    func changeBetweenPages(_ changes: [PeerRecord]) { state.withLock { $0.changesBetweenPages = changes } }

    /// Announces keys to those who check in.
    func announce(_ pins: [CertificatePin]) { state.withLock { $0.nextPins = pins } }

    /// Takes no edits, as a server of an earlier release.
    func takeNoEdits() {
        state.withLock {
            $0.capabilities = []
            $0.takesMarks = false
        }
    }

    /// Takes no marks, as a server of an earlier release.
    func takeNoMarks() { state.withLock { $0.takesMarks = false } }

    /// Says to each frame of edits what this says; nothing for nil.
    func answerEdits(by answer: @escaping @Sendable (NodeEdits) -> NodeEditsReply?) {
        state.withLock { $0.answerEdits = answer }
    }

    /// Tells the node something else about itself, in the session that is open too.
    func reconfigure(_ change: (NodeConfiguration) -> NodeConfiguration) {
        configure(change)
        say(.configuration(configuration))
    }

    /// Tells the node something else about itself, when it asks next.
    func configure(_ change: (NodeConfiguration) -> NodeConfiguration) {
        state.withLock { $0.configuration = change($0.configuration) }
    }

    /// Changes the map, and pushes the change to an open session.
    func change(_ changed: [PeerRecord] = [], removed: [NodeID] = []) throws {
        try state.withLock { state in
            let from = state.map.revision
            var records = state.map.peers
            for id in removed { records[id] = nil }
            for record in changed { records[record.id] = record }
            state.map = PeerMap(epoch: state.map.epoch, revision: from.next, peers: records.values)
            state.outbox?.yield(
                .mapDelta(
                    EncodedMapDelta(
                        epoch: state.map.epoch, from: from, to: from.next,
                        changed: try changed.map { try EncodedPeerRecord($0) }, removed: removed,
                        digest: state.map.digest)))
        }
    }

    // MARK: Calls

    func challenge(from source: IPAddress?) throws(AgentProtocolError) -> Challenge {
        if case .unreachable = state.withLock({ $0.manner }) { throw Self.unreachable }
        var generator = SystemRandomNumberGenerator()
        return Challenge(server: id, nonce: Nonce(using: &generator))
    }

    func join(_ request: Signed<JoinRequest>, from source: IPAddress?) throws(AgentProtocolError) -> JoinReply {
        heard.update { $0.joins.append(request.request) }
        let (manner, reply) = state.withLock { state in
            state.identity = request.request.identity
            state.report = request.request.report
            state.configuration = state.configuration.keyed(by: request.request.publicKey)
            return (
                state.manner,
                JoinReply(server: id, epoch: state.map.epoch, configuration: state.configuration)
            )
        }
        switch manner {
        case .answering, .withoutStreams, .holdingStreams, .refusingCheckIns: return reply
        case .refusing(let refusal): throw refusal
        case .losingReplies, .unreachable: throw Self.unreachable
        }
    }

    func checkIn(_ request: Signed<CheckInRequest>, from source: IPAddress?) throws(AgentProtocolError) -> CheckInReply
    {
        let (manner, identity) = state.withLock { ($0.manner, $0.identity) }
        switch manner {
        case .answering, .withoutStreams, .holdingStreams: break
        case .refusing(let refusal), .refusingCheckIns(let refusal): throw refusal
        case .losingReplies, .unreachable: throw Self.unreachable
        }
        guard let identity, request.isSigned(by: identity, for: id) else {
            throw AgentProtocolError(.unauthenticated, message: "wrong signature", remedy: "sign again")
        }
        let request = request.request
        // Before it is heard of: who waits for that finds what comes next as it is.
        let pins = state.withLock { $0.nextPins }
        defer { heard.update { $0.checkIns.append(request) } }
        do {
            // As a server does: what is edited is so by the time that it says what comes next.
            let edits = answer(request.sessionless?.edits)
            return CheckInReply(
                verdict: try verdict(on: request), serverTime: Samples.time, nextPins: pins, edits: edits)
        } catch {
            throw AgentProtocolError(.malformed, message: "\(error)", remedy: "mend the test")
        }
    }

    private func answer(_ edits: NodeEdits?) -> NodeEditsReply? {
        let (capabilities, answer) = state.withLock { ($0.capabilities, $0.answerEdits) }
        guard let edits, capabilities.contains(Capability.nodeEdits) else { return nil }
        heard.update { $0.edits.append(edits) }
        return answer(edits)
    }

    /// As a server does, with one record a page; a change that waits comes between two pages.
    private func verdict(on request: CheckInRequest) throws -> CheckInReply.Verdict {
        try state.withLock { state in
            guard let sessionless = request.sessionless else { return .openSession }
            let mark = try state.configuration.mark()
            guard sessionless.configuration == mark else { return .configuration(state.configuration, mark) }
            if request.position == MapPosition(state.map) { return .equal(state.map.revision) }
            let records = state.map.peers.values.sorted { $0.id < $1.id }
            let cursor = sessionless.cursor.flatMap {
                $0.epoch == state.map.epoch && $0.revision == state.map.revision ? Int($0.page) : nil
            }
            let number = cursor ?? 0
            let page = MapPage(
                number: UInt32(number),
                chunk: MapChunk(
                    epoch: state.map.epoch, revision: state.map.revision,
                    records: try records.dropFirst(number).prefix(1).map { try EncodedPeerRecord($0) },
                    digest: number + 1 >= records.count ? state.map.digest : nil))
            if let change = state.changesBetweenPages.popLast() {
                state.map = PeerMap(
                    epoch: state.map.epoch, revision: state.map.revision.next,
                    peers: records.filter { $0.id != change.id } + [change])
            }
            return .page(page)
        }
    }

    func leave(_ request: Signed<LeaveRequest>, from source: IPAddress?) throws(AgentProtocolError) {
        heard.update { $0.leaves.append(request.request.node) }
        // As a server does: the session that is open learns of it, perhaps before the call returns.
        say(.instruction(.removed(.left)))
    }

    func session(_ connection: ServerConnection) async throws {
        switch state.withLock({ $0.manner }) {
        case .answering, .losingReplies: break
        case .unreachable, .withoutStreams, .refusingCheckIns: throw Self.unreachable
        case .holdingStreams:
            heard.update { $0.heldStreams += 1 }
            try await streamsGoOn.wait()
            throw Self.unreachable
        case .refusing(let refusal):
            try await connection.send(.greeting(Greeting(try challenge(from: nil), takesMarks: true)))
            for try await _ in connection.incoming { break }
            return try await connection.send(.refusal(refusal))
        }
        let challenge = try challenge(from: nil)
        try await connection.send(.greeting(Greeting(challenge, takesMarks: state.withLock { $0.takesMarks })))
        for try await frame in connection.incoming {
            guard case .hello(let hello) = frame else { return }
            let identity = state.withLock { $0.identity }
            guard let identity, hello.isSigned(by: identity, answering: challenge) else {
                return try await connection.send(
                    .refusal(AgentProtocolError(.unauthenticated, message: "wrong signature", remedy: "sign again")))
            }
            return try await converse(connection, hello.hello)
        }
    }

    private func converse(_ connection: ServerConnection, _ hello: Hello) async throws {
        let (outbox, continuation) = AsyncStream.makeStream(of: ServerFrame.self)
        let (map, configuration, heartbeat, capabilities) = state.withLock { state in
            state.outbox = continuation
            return (state.map, state.configuration, state.heartbeat, state.capabilities)
        }
        let isEqual = hello.position == MapPosition(map)
        let isMarkEqual = try fits(hello.news, configuration)
        heard.update {
            $0.hellos.append(hello)
            if let report = hello.report { $0.reports.append(report) }
        }
        try await connection.send(
            .welcome(
                Welcome(
                    serverTime: Samples.time, revision: map.revision, mapIsEqual: isEqual, capabilities: capabilities,
                    heartbeatInterval: heartbeat, markIsEqual: isMarkEqual)
            ))
        if !isMarkEqual { try await connection.send(.configuration(configuration)) }
        if !isEqual {
            try await connection.send(
                .mapChunk(
                    MapChunk(
                        epoch: map.epoch, revision: map.revision,
                        records: try map.peers.values.map { try EncodedPeerRecord($0) }, digest: map.digest)))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.listen(connection) }
            group.addTask { for await frame in outbox { try await connection.send(frame) } }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Whether there is a mark, and it fits; a report is kept.
    private func fits(_ news: NodeNews, _ configuration: NodeConfiguration) throws -> Bool {
        switch news {
        case .report(let report):
            state.withLock { $0.report = report }
            return false
        case .mark(let mark):
            let report = state.withLock { $0.report }
            return try report.map { try NodeMark(configuration, $0) } == mark
        }
    }

    private func listen(_ connection: ServerConnection) async throws {
        for try await frame in connection.incoming {
            heard.update {
                switch frame {
                case .acknowledgement(let revision): $0.acknowledgements.append(revision)
                case .pinStored(let pin): $0.pins.append(pin)
                case .tunnelReport(let report): $0.tunnelReports.append(report)
                case .nodeEdits(let edits): $0.edits.append(edits)
                case .report(let report): $0.reports.append(report)
                case .hello: break
                }
            }
            if case .report(let report) = frame { state.withLock { $0.report = report } }
            if case .nodeEdits(let edits) = frame {
                let answer = state.withLock { $0.answerEdits }
                if let reply = answer(edits) { try await connection.send(.nodeEditsReply(reply)) }
            }
        }
    }
}

extension NodeConfiguration {
    /// The same of a node with another WireGuard key.
    fileprivate func keyed(by key: PublicKey) -> NodeConfiguration {
        NodeConfiguration(
            node: node, network: network, name: name, ranges: ranges, addresses: addresses, listenPort: listenPort,
            persistentKeepalive: persistentKeepalive, mtu: mtu, interface: interface, pinnedEndpoint: pinnedEndpoint,
            observedAddresses: observedAddresses, publicKey: key, nextKey: nextKey, options: options, status: status,
            expiresAt: expiresAt, checkInInterval: checkInInterval, roles: roles, clients: clients,
            revision: revision, dns: dns)
    }
}
