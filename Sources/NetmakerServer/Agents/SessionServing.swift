internal import Logging
internal import NetmakerAgentProtocol
internal import NetmakerControl
internal import NetmakerCore

/// Serves one session, from greeting to end.
struct SessionServing {
    let service: AgentService
    let connection: ServerConnection

    /// Why a session that was opened is over.
    enum Ending: Sendable {
        case agentLeft
        case removed
        case superseded
        case draining
    }

    /// Returns when the session is over. What the agent must know about that is said in a frame before.
    func run() async throws {
        do {
            let (node, hello) = try await open()
            let session = try service.sessions.open(node.id, capabilities: hello.capabilities)
            defer {
                service.release(node.network)
                service.sessions.close(session)
            }
            let ending = try await serve(session, node, hello)
            if ending == .removed { service.forget(node.id, in: node.network) }
            service.logger.debug("session over", metadata: ["node": "\(node.id)", "ending": "\(ending)"])
        } catch let refusal as AgentProtocolError where refusal != .sessionOver {
            service.meter.count { $0.refusals += 1 }
            service.logger.info("session refused", metadata: ["reason": "\(refusal.message)"])
            try await connection.send(.refusal(refusal))
        }
    }

    private func serve(
        _ session: SessionTable.Session, _ node: Node, _ hello: Hello
    ) async throws -> Ending {
        // Before the truth is read: what changes in between is in the truth, or pending, or both, but never missed.
        let subscription = service.control.feed.subscribe(node: node.id, in: node.network)
        defer { subscription.cancel() }
        var delivery = SessionDelivery(self, subscription)
        guard let start = try await delivery.welcome(hello) else { return .removed }
        service.meter.count { $0.sessions += 1 }
        return try await withThrowingTaskGroup(of: Ending.self) { group in
            let (reports, publish) = AsyncStream.makeStream(of: NodeReport.self, bufferingPolicy: .bufferingNewest(1))
            let (edits, edit) = AsyncStream.makeStream(of: NodeEdits.self, bufferingPolicy: .bufferingOldest(1))
            group.addTask { try await listen(session, subscription, publish, edit) }
            group.addTask { [delivery] in
                var delivery = delivery
                return try await delivery.run(from: start)
            }
            group.addTask { try await obey(session) }
            group.addTask { try await keepPublishing(reports, of: node.id) }
            group.addTask { try await keepEditing(edits, of: node.id) }
            group.addTask { try await beat() }
            // The first to end ends the session: none of them ends as long as it should go on.
            defer { group.cancelAll() }
            return try await group.next() ?? .agentLeft
        }
    }

    /// What the agent says.
    private func listen(
        _ session: SessionTable.Session, _ subscription: ChangeFeed.Subscription,
        _ publish: AsyncStream<NodeReport>.Continuation, _ edit: AsyncStream<NodeEdits>.Continuation
    ) async throws -> Ending {
        for try await frame in connection.incoming {
            let now = service.wallClock.now
            switch frame {
            case .acknowledgement(let claimed):
                // No kernel has what is not yet true.
                let network = service.control.truth.networks[subscription.network]
                let revision = min(claimed, network?.revision ?? .zero)
                service.presence.acknowledged(revision, by: session.node, at: now)
                subscription.acknowledge(revision)
            case .report(let report):
                service.presence.saw(session.node, at: now)
                // Looked at here and not only when it is its turn: the next report may take its place.
                try service.require(report, of: session.node, in: subscription.network)
                publish.yield(report)
            case .pinStored(let pin):
                service.presence.saw(session.node, at: now)
                service.sessions.confirm(pin, by: session)
            case .tunnelReport(let report):
                service.presence.saw(session.node, at: now)
                service.inquiries.answer(report, by: session.node)
            case .nodeEdits(let edits):
                service.presence.saw(session.node, at: now)
                guard case .enqueued = edit.yield(edits) else {
                    throw AgentProtocolError(
                        .unexpected, message: "edits came before those before them were answered",
                        remedy: "wait for the answer")
                }
            case .hello:
                throw AgentProtocolError(
                    .unexpected, message: "a second hello came", remedy: "open a new session for it")
            }
        }
        return .agentLeft
    }

    /// The first change is published at once; those that come within the interval after one are merged into one at its
    /// end.
    private func keepPublishing(_ reports: AsyncStream<NodeReport>, of node: NodeID) async throws -> Ending {
        for await report in reports where await service.publish(report, of: node, seenFrom: connection.source) {
            try await service.clock.sleep(for: service.configuration.reportInterval)
        }
        throw CancellationError()
    }

    /// Answers edits in their order, one within the interval where they change something: everybody hears of it.
    private func keepEditing(_ edits: AsyncStream<NodeEdits>, of node: NodeID) async throws -> Ending {
        for await edits in edits {
            let before = service.control.truth.node(node)
            try await connection.send(.nodeEditsReply(try await service.make(edits, of: node)))
            guard service.control.truth.node(node) != before else { continue }
            try await service.clock.sleep(for: service.configuration.reportInterval)
        }
        throw CancellationError()
    }

    /// Tells the time now and then, so that a dead stream is noticed by its silence.
    private func beat() async throws -> Ending {
        let configuration = service.configuration
        while true {
            let spread = configuration.longestHeartbeat - configuration.shortestHeartbeat
            try await service.clock.sleep(
                for: configuration.shortestHeartbeat + spread * Double.random(in: 0...1))
            try await connection.send(.heartbeat(serverTime: service.wallClock.now))
        }
    }
}
