import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting

@testable import NetmakerControl
@testable import NetmakerServer

/// What agents do, and what they must have afterwards.
extension Replay {
    /// An agent opens a session with what it has of its map.
    mutating func connect(_ node: NodeID, pace: Int, _ memory: Operation.Memory) async throws {
        guard let network = truth.node(node)?.network ?? truth.gone(node)?.network else { return }
        let agent = agents[node] ?? HistoryAgent(node: node, network: network)
        agents[node] = agent
        guard agent.session == nil, agent.removed == nil else { return }
        var isRotten = false
        switch memory {
        case .kept: break
        case .lost: agent.forget()
        case .rotten: isRotten = agent.rot()
        }
        try await open(agent, pace: pace, isRotten: isRotten)
    }

    private mutating func open(_ agent: HistoryAgent, pace: Int, isRotten: Bool) async throws {
        let feed = world.control.feed
        let outbox = Outbox()
        let subscription = feed.subscribe(node: agent.node, in: agent.network)
        let probe = feed.subscribe(node: agent.node, in: agent.network)
        probe.acknowledge(outlook.views[agent.network]?.revision ?? .zero)
        let connection = ServerConnection(
            source: nil, incoming: AsyncThrowingStream { $0.finish() }, send: { try outbox.send($0) })
        var delivery = SessionDelivery(SessionServing(service: world.service, connection: connection), subscription)
        let had = agent.map
        agent.session = HistoryAgent.Session(
            subscription: subscription, probe: probe, delivery: delivery, outbox: outbox, pace: pace)

        let before = agent.configuration
        let node = world.control.truth.node(agent.node)
        let hello = try agent.hello(reporting: node.map(NodeOwnFields.report) ?? Samples.report())
        guard let start = try await delivery.welcome(hello) else {
            return try hearRemoval(agent, .removalHeardLate)
        }
        guard truth.node(agent.node) != nil else { throw Difference("\(agent.node) is welcome, and is gone") }
        try await delivery.begin(start)
        agent.session?.delivery = delivery
        let heard = try agent.hear(wire)
        if isRotten, heard.misfit != nil {
            agent.disconnect()
            agent.forget()
            coverage.reached(.healed)
            return try await open(agent, pace: pace, isRotten: false)
        }
        if let misfit = heard.misfit { throw Difference("\(agent.node) got a delta that does not fit: \(misfit)") }
        let current = world.control.truth.networks[agent.network].flatMap { state in
            state.nodes[agent.node].map(state.configuration(of:))
        }
        let isKnown = before.map { current?.saysTheSame(as: $0) ?? false } ?? false
        guard heard.isMarkEqual == isKnown, heard.configurations == (isKnown ? 0 : 1),
            heard.deltas + heard.maps == (heard.isEqual ? 0 : 1)
        else {
            throw Difference("\(agent.node) is welcomed by \(heard)")
        }
        coverage.reached(Self.edge(of: heard, had))
        coverage.deltas += heard.deltas
        try checkMap(of: agent)
        acknowledge(agent)
    }

    private static func edge(of heard: HistoryAgent.Heard, _ had: PeerMap?) -> Coverage.Edge {
        if heard.isEqual { return .reconnectEqual }
        if heard.deltas > 0 { return .reconnectDelta }
        return had == nil ? .firstMap : .reconnectFull
    }

    private mutating func hearRemoval(_ agent: HistoryAgent, _ edge: Coverage.Edge) throws {
        _ = try agent.hear(wire)
        guard let gone = truth.gone(agent.node), agent.removed == gone.reason else {
            throw Difference("\(agent.node) hears that it is removed: \(String(describing: agent.removed))")
        }
        world.service.forget(agent.node, in: agent.network)
        agent.disconnect()
        coverage.reached(edge)
    }

    /// The agent takes what waits for it, and has all there is then.
    mutating func fetch(_ agent: HistoryAgent) async throws {
        guard var session = agent.session else { return }
        let held = session.held
        let pending = try agent.take()
        session.owed = nil
        session.held = nil
        session.commitsSinceFetch = 0
        guard held != nil || pending != nil else {
            agent.session = session
            return
        }
        let had = (agent.map, agent.configuration)
        var isLate = false
        if let held {
            let ending = try await session.delivery.tell(held)
            agent.session = session
            if ending != nil { return try hearRemoval(agent, .removalHeard) }
            let heard = try hearAll(agent)
            isLate = heard.deltas + heard.maps == 0
            if isLate { coverage.reached(.late) }
        }
        var heard = HistoryAgent.Heard()
        if let pending {
            let ending = try await session.delivery.tell(pending)
            agent.session = session
            if ending != nil { return try hearRemoval(agent, .removalHeard) }
            heard = try hearAll(agent)
        }
        guard let view = outlook.views[agent.network], view.has(agent.node) else {
            // Removed since: the session has told nothing, and its end is the next that it hears.
            return
        }
        try checkMap(of: agent)
        acknowledge(agent)
        if held == nil, let pending { try check(heard, since: had, pending, of: agent, in: view) }
    }

    private mutating func hearAll(_ agent: HistoryAgent) throws -> HistoryAgent.Heard {
        let heard = try agent.hear(wire)
        if let misfit = heard.misfit { throw Difference("\(agent.node) got a delta that does not fit: \(misfit)") }
        coverage.deltas += heard.deltas
        return heard
    }

    /// Nothing is told that the agent had already.
    private mutating func check(
        _ heard: HistoryAgent.Heard, since had: (map: PeerMap?, configuration: NodeConfiguration?),
        _ pending: ChangeFeed.Pending, of agent: HistoryAgent, in view: PlainOutlook.View
    ) throws {
        let reconfigured = had.configuration?.withoutRevision != agent.configuration?.withoutRevision
        guard heard.configurations == (reconfigured ? 1 : 0) else {
            throw Difference("\(agent.node) got \(heard.configurations) configurations")
        }
        let tookPart = had.configuration?.status == .active
        if tookPart != view.takesPart(agent.node) {
            coverage.reached(tookPart ? .stoodAside : .tookPartAgain)
            guard heard.maps == 1, heard.deltas == 0 else { throw Difference("\(agent.node) heard \(heard)") }
            return
        }
        if pending.touched == .everything {
            coverage.reached(.tooMany)
            guard heard.maps == 1, heard.deltas == 0 else { throw Difference("\(agent.node) heard \(heard)") }
            return
        }
        let (old, new) = (had.map?.peers ?? [:], agent.map?.peers ?? [:])
        let changed = Set(new.filter { old[$0.key] != $0.value }.keys)
        let gone = Set(old.keys.filter { new[$0] == nil })
        let names = Self.difference(had.map?.dnsEntries ?? [:], agent.map?.dnsEntries ?? [:])
        if !names.isEmpty, let from = had.map?.revision, view.revision.rawValue - from.rawValue > Self.longestMemory {
            coverage.reached(.tooMany)
            guard heard.maps == 1, heard.deltas == 0 else { throw Difference("\(agent.node) heard \(heard)") }
            return
        }
        guard heard.names == names else { throw Difference("\(agent.node) heard of \(heard.names), not of \(names)") }
        if !names.isEmpty { coverage.reached(.namesHeard) }
        guard heard.deltas == 1, heard.maps == 0, heard.changed == changed, heard.gone == gone else {
            throw Difference("\(agent.node) heard \(heard), and not of \(changed) and that \(gone) are gone")
        }
        if tookPart, changed.isEmpty, gone.isEmpty, pending.touched != .nodes([]) { coverage.reached(.undone) }
    }

    /// For how many revisions a network knows which custom names each changed.
    private static let longestMemory: UInt64 = 512

    private static func difference(
        _ old: [DNSRecordName: DNSEntry], _ new: [DNSRecordName: DNSEntry]
    ) -> Set<DNSRecordName> {
        Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
    }

    /// The agent's session takes what waits, and is kept from telling it.
    func wake(_ agent: HistoryAgent) throws {
        guard let session = agent.session, session.held == nil, session.owed != nil else { return }
        let pending = try agent.take()
        agent.session?.held = pending
    }

    /// The session ends after so many frames more.
    mutating func disconnect(_ agent: HistoryAgent, after frames: Int) async throws {
        guard var session = agent.session else { return }
        session.outbox.breakLine(after: frames)
        let pending = [session.held, session.subscription.nextWaiting()].compactMap { $0 }
        do {
            for pending in pending where try await session.delivery.tell(pending) != nil {
                return try hearRemoval(agent, .removalHeard)
            }
        } catch is Outbox.Broken {
            coverage.reached(.torn)
        }
        _ = try hearAll(agent)
        agent.disconnect()
    }

    private func acknowledge(_ agent: HistoryAgent) {
        if let map = agent.map { agent.session?.subscription.acknowledge(map.revision) }
    }

    /// What the agent has is what it must be told, digest and all.
    mutating func checkMap(of agent: HistoryAgent) throws {
        guard let view = outlook.views[agent.network], let state = world.control.truth.networks[agent.network],
            let map = agent.map
        else { throw Difference("\(agent.node) has no map") }
        coverage.mapsCompared += 1
        let sum = digests[agent.network, default: [:]].sum(for: agent.node).rawValue &+ view.entriesDigest.rawValue
        let digest = view.takesPart(agent.node) ? MapDigest(rawValue: sum) : .zero
        guard map.digest == digest, state.digest(for: agent.node) == digest, map.epoch == view.epoch else {
            throw Difference("\(agent.node)'s map, its digest \(map.digest), or the server's, is not what it must be")
        }
        let expected = view.map(of: agent.node)
        guard map.peers == expected else {
            let wrong = Set(map.peers.keys).union(expected.keys).filter { map.peers[$0] != expected[$0] }
            throw Difference("\(agent.node) has other records of \(wrong.sorted()) than it must")
        }
        guard map.dnsEntries == view.entries(of: agent.node) else {
            throw Difference("\(agent.node) has other custom names than it must: \(map.dnsEntries)")
        }
        guard agent.configuration?.withoutRevision == view.configurations[agent.node] else {
            throw Difference("\(agent.node) has another configuration than it must")
        }
    }
}
