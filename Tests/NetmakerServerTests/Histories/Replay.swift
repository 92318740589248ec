import NetmakerCore
import NetmakerTesting
import Synchronization

@testable import NetmakerControl
@testable import NetmakerServer

/// A history as it happens to one server and its agents, compared after each step with what must be so.
struct Replay {
    let world: HistoryWorld
    /// Where the server stands.
    var truth: PlainTruth
    /// What everybody is told there.
    var outlook = PlainOutlook()
    var agents: [NodeID: HistoryAgent] = [:]
    var coverage = Coverage()
    var book = DigestBook()
    var digests: [NetworkName: [NodeID: MapDigest]] = [:]
    let wire = WireBook()

    /// Commands that will share a transaction.
    private var waiting: [(step: Step, order: Order)] = []

    init(_ history: RandomHistory, on course: HistoryWorld.Course) async throws {
        world = try await HistoryWorld(course, seed: history.seed)
        truth = Narrator(seed: history.seed).truth
    }

    /// - Returns: the truth it came to.
    /// - Throws: what was not as it must be.
    mutating func run(_ steps: [Step]) async throws -> Truth {
        for (number, step) in steps.enumerated() {
            do { try await take(step) } catch { throw Difference("after \(number + 1) steps: \(error)") }
        }
        do { try await finish() } catch { throw Difference("in the end: \(error)") }
        return world.control.truth
    }

    private mutating func take(_ step: Step) async throws {
        switch step.act {
        case .order(let order):
            waiting.append((step, order))
            if isLast(step) { try await commit() }
        case .commit:
            try await commit()
        case .pass(let duration):
            try await commit()
            world.clock.advance(by: duration)
            truth = step.after
        case .restart where world.course.restarts:
            try await commit()
            try await restart()
        case .restart:
            break
        case .connect(let node, let pace, let memory):
            if world.course.isWatched { try await connect(node, pace: pace, memory) }
        case .disconnect(let node, let frames):
            if let agent = agents[node] { try await disconnect(agent, after: frames) }
        case .fetch(let node):
            if let agent = agents[node] { try await fetch(agent) }
        case .wake(let node):
            if let agent = agents[node] { try wake(agent) }
        }
    }

    // MARK: Commits

    /// Whether a transaction ends with this command: another choice on every course, and for each command the same
    /// whatever else happens.
    private func isLast(_ step: Step) -> Bool {
        guard waiting.count < BatchLimits().commands else { return true }
        guard let number = step.number else { return false }
        var random = SeededGenerator(seed: UInt64(number) << 8 + UInt64(world.course.rawValue.utf8.count))
        return random.next() % 9 < 5
    }

    /// Hands all that wait to the writer, and looks at what came of it.
    private mutating func commit() async throws {
        guard let last = waiting.last else { return }
        let orders = waiting
        waiting = []
        if orders.count > 1 { coverage.reached(.sharedTransaction) }

        let before = (world.control.counters.commits, world.control.feed.slotsTouched)
        try await answers(to: orders)
        let isWritten = orders.contains { if case .done = $0.order.verdict { true } else { false } }
        guard world.control.counters.commits - before.0 == (isWritten ? 1 : 0) else {
            throw Difference("\(orders.count) commands made \(world.control.counters.commits - before.0) transactions")
        }
        if !isWritten { coverage.reached(.nothingWritten) }

        let (oldTruth, oldOutlook) = (truth, outlook)
        truth = last.step.after
        outlook = PlainOutlook(truth, after: oldOutlook)
        if truth.gone.count > oldTruth.gone.count,
            truth.gone[oldTruth.gone.count...].contains(where: { oldTruth.node($0.id) == nil })
        {
            coverage.reached(.cameAndWent)
        }
        try checkStand()
        if truth.directoryRevision != oldTruth.directoryRevision {
            try checkPeople()
            // They follow from truth, wherever that lies.
            if world.course == .memory { try checkRights() }
        }
        try checkTelling(after: oldOutlook, touching: before.1)
        for agent in agents.values.sorted(by: { $0.node < $1.node }) where agent.session != nil {
            agent.session?.commitsSinceFetch += 1
            if let session = agent.session, session.commitsSinceFetch >= session.pace { try await fetch(agent) }
        }
    }

    private func answers(to orders: [(step: Step, order: Order)]) async throws {
        let answers = Mutex<[String?]>([])
        for (_, order) in orders {
            order.submit(world.control) { answer in answers.withLock { $0.append(answer) } }
        }
        await world.write()
        let said = answers.withLock { $0 }
        guard said.count == orders.count else {
            throw Difference("\(orders.count) commands got \(said.count) answers")
        }
        for (answer, order) in zip(said, orders) {
            if let answer { throw Difference("\(order.step.text), but it was \(answer)") }
        }
    }

    /// Where each network stands, and the digest of all its records.
    private mutating func checkStand() throws {
        let networks = world.control.truth.networks
        guard networks.count == truth.networks.count else {
            throw Difference("there are \(networks.count) networks, not \(truth.networks.count)")
        }
        for (name, view) in outlook.views {
            guard let state = networks[name], state.revision == view.revision, state.network.epoch == view.epoch else {
                throw Difference("\(name) stands elsewhere than at \(view.revision)")
            }
            digests[name] = try book.digests(of: view)
            if state.network.options.localRange != nil, !view.records.isEmpty { coverage.reached(.stayedInside) }
            let sum = digests[name, default: [:]].sum(for: NodeID(rawValue: 0))
            guard state.recordDigest == sum else { throw Difference("\(name)'s digest is not its records'") }
            guard state.dnsDigest == view.entriesDigest else { throw Difference("\(name)'s digest is not its names'") }
        }
    }

    /// Exactly those were told whose map or configuration changed, and exactly that.
    private mutating func checkTelling(after before: PlainOutlook, touching slotsBefore: Int) throws {
        var told = 0
        var isStale = false
        for agent in agents.values {
            guard let session = agent.session else { continue }
            let pending = session.probe.nextWaiting()
            guard let news = outlook.news(for: agent.node, in: agent.network, after: before, truth) else {
                // Gone, and its session not over yet: what it is told now it never hears.
                isStale = true
                continue
            }
            try HistoryAgent.require(pending, says: news.isNothing ? nil : news, to: agent.node)
            guard let pending, !news.isNothing else { continue }
            guard news.removed != nil || pending.through == outlook.views[agent.network]?.revision else {
                throw Difference("\(agent.node) is told through \(pending.through)")
            }
            told += 1
            if news.removed != nil { agent.session?.isEnding = true }
            // A life of the network that began in the same transaction is told as well to those of the last.
            if news.removed == .networkDeleted { isStale = true }
            session.probe.acknowledge(pending.through)
            if session.owed != nil, news.removed == nil { coverage.reached(.merged) }
            agent.session?.owed = session.owed ?? PlainNews()
            agent.session?.owed?.add(news)
        }
        // Two for each: the agent's own and the probe.
        let touched = world.control.feed.slotsTouched - slotsBefore
        guard isStale || touched == 2 * told else { throw Difference("\(touched) slots are told, not \(2 * told)") }
        guard !isStale else { return }
        if told > 0 { coverage.reached(.slotsCounted) }
        try checkLagging()
    }

    /// A change is in force when nobody is left that has to hear of it.
    private func checkLagging() throws {
        let behind = Dictionary(grouping: agents.values.filter(\.isBehind), by: \.network)
        for (name, view) in outlook.views {
            let expected = behind[name, default: []].map(\.node).sorted()
            let lagging = world.control.feed.lagging(in: name, behind: view.revision)
            guard lagging == expected else { throw Difference("\(lagging) lag in \(name), not \(expected)") }
        }
    }

    // MARK: Restarts and the end

    private mutating func restart() async throws {
        let connected = agents.values.filter { $0.session != nil }.sorted { $0.node < $1.node }
        let paces = connected.map { $0.session?.pace ?? 1 }
        for agent in connected { agent.disconnect() }
        try await world.restart()
        coverage.reached(.restart)
        try checkTruth()
        for (agent, pace) in zip(connected, paces) { try await connect(agent.node, pace: pace, .kept) }
    }

    /// Every node's agent has what it must have, and the server's truth is what it must be.
    private mutating func finish() async throws {
        try await commit()
        try checkTruth()
        try await checkLog()
        guard world.course.isWatched else { return }
        for agent in agents.values.sorted(by: { $0.node < $1.node }) where agent.session != nil {
            try await fetch(agent)
        }
        for node in truth.networks.flatMap(\.nodes) where agents[node.id]?.session == nil {
            try await connect(node.id, pace: 1, .kept)
        }
        for node in truth.networks.flatMap(\.nodes) {
            guard let agent = agents[node.id] else { throw Difference("\(node.id) has no agent") }
            try checkMap(of: agent)
        }
        for (name, view) in outlook.views {
            let lagging = world.control.feed.lagging(in: name, behind: view.revision)
            guard lagging.isEmpty else { throw Difference("\(lagging) lag in the end") }
        }
    }
}
