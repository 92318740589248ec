internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore

/// The change log of the whole server as the text of server-sent events, of what somebody may see: of their networks,
/// and of what is the server's if they may read that.
struct ServerEventLog: FollowableLog {
    let controlPlane: ControlPlane
    let principal: Principal
    private(set) var position: ServerEventID
    /// Whether the row that the position names is known to be in the log.
    private var isPlaced: Bool
    let isOver = false
    /// What the follower might see when they were last told something; nil before that.
    private var told: Authority?
    /// How far agents' comings and goings are told; nil where they are not.
    private var liveCount: UInt64?
    private let texts: ChangeTexts
    private let clock: any Clock<Duration>
    private var pace: LivePace

    /// Whether it is told what is seen of agents.
    enum Live { case told, untold }

    /// How many rows are read at once.
    private static let portion = 64
    /// How many bytes are made before they are written: who takes them slowly makes nobody keep more.
    private static let breath = 1 << 16

    /// A log that goes on after an event, or begins with what comes.
    ///
    /// - Parameters:
    ///   - texts: what others have made of the same log.
    ///   - clock: paces what is told of agents.
    /// - Throws: `ControlError.Code.unavailable` when the log cannot be read.
    init(
        _ controlPlane: ControlPlane, for principal: Principal, after last: ServerEventID?, live: Live = .untold,
        texts: ChangeTexts = ChangeTexts(), clock: any Clock<Duration> = ContinuousClock()
    ) async throws(ControlError) {
        self.controlPlane = controlPlane
        self.principal = principal
        self.texts = texts
        self.clock = clock
        pace = LivePace(clock)
        isPlaced = last == nil
        liveCount = live == .told ? controlPlane.feed.live.count : nil
        if let last { position = last } else { position = try await Self.end(of: controlPlane) }
    }

    /// A sign of life tells how far it has come as well: what is not theirs to see is not read again after a break.
    var signOfLife: String { ":\nid: \(position)\n\n" }

    /// What has been told says where it stands: what is not told yet ends a wait at once.
    var standing: Void { () }

    func untilChanged(since standing: Void) async {
        guard let liveCount else { return await controlPlane.untilLogged(past: position.sequence) }
        await withTaskGroup { group in
            group.addTask { [controlPlane, position] in await controlPlane.untilLogged(past: position.sequence) }
            group.addTask { [controlPlane, clock, delay = pace.delay] in
                if delay > .zero {
                    // Only who is cancelled wakes early, and then it is over.
                    do { try await clock.sleep(for: delay) } catch { return }
                }
                await controlPlane.feed.live.wait(past: liveCount)
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// The events since, or as many of them as are written at once; where the log does not reach back, the position is of
    /// another database, or the follower's rights are others than they were at the last look of this very log, a `reset`
    /// before them.
    ///
    /// - Throws: `ControlError.Code.unavailable` when the log cannot be read.
    mutating func next() async throws -> String {
        let (truth, end) = controlPlane.standing
        guard try await isKnown(before: end) else { return try await reset() }
        let authority = Authority(of: principal, in: truth)
        var text = ""
        if let told, told != authority {
            text += try EventText.of("reset", position, ServerResetResource(time: position.time))
        }
        told = authority
        while position.sequence < end, text.utf8.count < Self.breath {
            let lines = try await lines(after: position.sequence)
            // Rows are forgotten between two portions too, if so many are committed meanwhile.
            guard lines.first?.position.sequence == position.sequence + 1 else { return try await text + reset() }
            // The log may be ahead of the truth for a moment; what is ahead is told when the truth is there.
            for line in lines where line.position.sequence <= end && text.utf8.count < Self.breath {
                position = line.position
                guard authority?.sees(line.aggregate, in: truth) ?? false else { continue }
                text += line.text
            }
        }
        return try await text + nextLive(authority, in: truth)
    }

    private func lines(after sequence: UInt64) async throws -> [ChangeTexts.Line] {
        let known = texts.lines(after: sequence)
        guard known.isEmpty else { return known }
        let rows = try await controlPlane.log(
            LogQuery(.everything, .oldestFirst, position: sequence, limit: Self.portion)
        ).rows
        let lines = try rows.map(ChangeTexts.Line.init)
        texts.keep(lines)
        return lines
    }

    /// That something was missed.
    private mutating func reset() async throws -> String {
        position = try await Self.end(of: controlPlane)
        return try EventText.of("reset", position, ServerResetResource(time: position.time))
    }

    /// What has been seen of agents since, of the networks that are theirs to see, once that may be told again.
    private mutating func nextLive(_ authority: Authority?, in truth: Truth) async throws -> String {
        guard let count = liveCount, pace.delay == .zero else { return "" }
        let (changes, through) = controlPlane.feed.live.changes(since: count)
        guard through > count else { return "" }
        liveCount = through
        // What is not theirs to see is not looked at more often either.
        pace.tell(many: false)
        guard let authority else { return "" }
        guard let changes else { return try await reset() }
        let told = changes.filter { authority.covers($0.key) && truth.networks[$0.key] != nil }
            .map { network, extent in LiveChangeResource(network: network, nodes: extent.names) }
            .sorted { $0.network < $1.network }
        if told.contains(where: { $0.nodes == nil }) { pace.tell(many: true) }
        return try told.map { try EventText.of("live", position, $0) }.joined()
    }

    /// Whether the position is in the log, and not too far back.
    private mutating func isKnown(before end: UInt64) async throws(ControlError) -> Bool {
        guard position.sequence <= end, end - position.sequence <= ControlPlane.longestReplay else { return false }
        guard !isPlaced else { return true }
        isPlaced = true
        return try await Self.row(position.sequence, of: controlPlane)?.entry.time == position.time
    }

    /// Where the log ends that the truth stands at.
    private static func end(of controlPlane: ControlPlane) async throws(ControlError) -> ServerEventID {
        let end = controlPlane.logEnd
        guard let row = try await row(end, of: controlPlane) else {
            // So many were committed at once that it is forgotten already.
            return ServerEventID(sequence: end, time: controlPlane.now)
        }
        return ServerEventID(sequence: end, time: row.entry.time)
    }

    private static func row(
        _ sequence: UInt64, of controlPlane: ControlPlane
    ) async throws(ControlError) -> ChangeRecord? {
        guard sequence > 0 else { return nil }
        let row = try await controlPlane.log(
            LogQuery(.everything, .oldestFirst, position: sequence - 1, limit: 1, stepLimit: 0)
        ).rows.first
        return row?.sequence == sequence ? row : nil
    }
}

extension Authority {
    /// Whether what happened there may be told. Of a network's other lives only to who may read everything: they may
    /// have been somebody else's.
    fileprivate func sees(_ aggregate: AggregateID, in truth: Truth) -> Bool {
        guard reach != .server else { return true }
        guard case .network(let name, let epoch) = aggregate else { return false }
        return covers(name) && truth.networks[name]?.network.epoch == epoch
    }
}

extension LiveChanges.Extent {
    /// The nodes, in order; nil for more than one event names.
    fileprivate var names: [NodeID]? {
        guard case .nodes(let nodes) = self, nodes.count <= LiveChangeResource.largestCount else { return nil }
        return nodes.sorted()
    }
}
