internal import Logging
internal import NetmakerAgentProtocol
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore

/// Tells one agent what it must know, in order, as fast as it takes it: what it was last told is noted only when the
/// sending has succeeded.
struct SessionDelivery {
    private let service: AgentService
    private let connection: ServerConnection
    private let subscription: ChangeFeed.Subscription
    private let viewer: NodeID
    private var map: MapDelivery
    /// What the agent was last told about itself.
    private var configuration: NodeConfiguration?

    init(_ serving: SessionServing, _ subscription: ChangeFeed.Subscription) {
        service = serving.service
        connection = serving.connection
        self.subscription = subscription
        viewer = subscription.node
        map = MapDelivery(viewer: viewer, cache: service.cache)
    }

    /// Where an agent starts from.
    enum Start: Sendable {
        case equal(NetworkState)
        case behind(NetworkState, MapPosition?)
    }

    /// Welcomes the agent.
    ///
    /// - Returns: nil when the node is gone, and its agent told so.
    mutating func welcome(_ hello: Hello) async throws -> Start? {
        guard let state, let node = state.nodes[viewer] else {
            try await end(service.control.truth.removedNodes[viewer]?.reason ?? .networkDeleted)
            return nil
        }
        let isEqual = state.hasMap(hello.position, of: viewer)
        var capabilities = [Capability.nodeEdits]
        if case .mark(let mark) = hello.news {
            // Who says marks knows that a server can do that which takes them.
            capabilities = []
            let told = state.configuration(of: node)
            if try NodeMark(told, NodeOwnFields.report(of: node)) == mark { configuration = told }
        }
        try await connection.send(
            .welcome(
                Welcome(
                    serverTime: service.wallClock.now, revision: state.revision, mapIsEqual: isEqual,
                    capabilities: capabilities, heartbeatInterval: service.configuration.longestHeartbeat,
                    markIsEqual: configuration != nil)))
        return isEqual ? .equal(state) : .behind(state, hello.position)
    }

    /// Brings the agent's map up to now, and goes on telling what changes.
    ///
    /// - Returns: why there is nothing more to tell.
    mutating func run(from start: Start) async throws -> SessionServing.Ending {
        try await begin(start)
        while let pending = await subscription.next() {
            if let ending = try await tell(pending) { return ending }
        }
        throw CancellationError()
    }

    /// The network, as long as the node is in it.
    private var state: NetworkState? {
        service.control.truth.networks[subscription.network].flatMap { $0.nodes[viewer] == nil ? nil : $0 }
    }

    private func end(_ reason: RemovalReason) async throws {
        try await connection.send(.instruction(.removed(reason)))
    }

    // MARK: At the start

    mutating func begin(_ start: Start) async throws {
        switch start {
        case .equal(let state):
            map.sent(state)
            // The agent has the map; whether its device does is for the agent to acknowledge.
            service.meter.count { $0.mapsSkipped += 1 }
            try await configure(state)
        case .behind(let state, let position):
            try await configure(state)
            if let position, let delta = try await logged(since: position, state) {
                try await send(delta, of: state)
            } else {
                try await sendMap(of: state)
            }
        }
    }

    /// What changed since an agent was here last; nil when only the whole map helps.
    private func logged(since position: MapPosition, _ state: NetworkState) async throws -> EncodedMapDelta? {
        guard position.epoch == state.network.epoch, position.revision <= state.revision else { return nil }
        let found: ControlPlane.Touched
        do throws(StoreError) {
            let touched = try await service.control.touched(
                in: state.network.name, epoch: position.epoch, after: position.revision)
            guard let touched, touched.count <= ChangeFeed.Touched.largest else { return nil }
            found = touched
        } catch {
            // What is in memory was verified when it was read: the whole map is as good as it ever was.
            service.logger.warning("whole map sent, since the change log was not read", metadata: ["node": "\(viewer)"])
            return nil
        }
        return try map.delta(since: position, to: state, touched: found)
    }

    // MARK: From then on

    /// - Returns: why there is nothing more to tell; nil while there may be.
    mutating func tell(_ pending: ChangeFeed.Pending) async throws -> SessionServing.Ending? {
        if let reason = pending.removed {
            try await end(reason)
            return .removed
        }
        map.note(pending.touched)
        if let state { try await tell(state) }
        return nil
    }

    private mutating func tell(_ state: NetworkState) async throws {
        try await configure(state)
        switch try map.step(to: state) {
        case .nothing: map.sent(state)
        case .wait: break
        case .delta(let delta): try await send(delta, of: state)
        case .map: try await sendMap(of: state)
        }
    }

    private mutating func configure(_ state: NetworkState) async throws {
        guard let node = state.nodes[viewer] else { return }
        let next = state.configuration(of: node)
        if let configuration, next.saysTheSame(as: configuration) { return }
        try await connection.send(.configuration(next))
        configuration = next
        service.meter.count { $0.configurations += 1 }
    }

    private mutating func send(_ delta: EncodedMapDelta, of state: NetworkState) async throws {
        try await connection.send(.mapDelta(delta))
        map.sent(state)
        for id in delta.removed { service.forget(id, in: subscription.network) }
        service.meter.count { counters in
            if delta.isEmpty {
                counters.advances += 1
            } else {
                counters.deltas += 1
                counters.deltaRecords += delta.changed.count
                counters.recordBytes += delta.changed.reduce(0) { $0 + $1.byteCount }
                counters.deltaRemovals += delta.removed.count
                counters.deltaDNSEntries += delta.dnsChanged.count + delta.dnsRemoved.count
            }
        }
    }

    private mutating func sendMap(of state: NetworkState) async throws {
        var bytes = 0
        for chunk in try map.chunks(of: state) {
            try await connection.send(.mapChunk(chunk))
            bytes += chunk.records.reduce(0) { $0 + $1.byteCount }
        }
        map.sent(state)
        service.meter.count { [bytes] counters in
            counters.fullMaps += 1
            counters.recordBytes += bytes
        }
    }
}
