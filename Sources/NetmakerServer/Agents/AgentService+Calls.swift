internal import Logging
public import NetmakerAgentProtocol
internal import NetmakerControl
public import NetmakerCore

extension AgentService: AgentHandler {
    public func challenge(from source: IPAddress?) async throws(AgentProtocolError) -> Challenge {
        Challenge(server: try identity(in: control.truth), nonce: try challenges.nonce())
    }

    public func join(
        _ signed: Signed<JoinRequest>, from source: IPAddress?
    ) async throws(AgentProtocolError) -> JoinReply {
        let server = try identity(in: control.truth)
        let request = signed.request
        try verify(signed, by: request.identity, for: server)
        let joined: JoinNetwork.Joined
        do throws(ControlError) {
            joined = try await control.perform(
                JoinNetwork(
                    network: request.network, key: request.key, identity: request.identity,
                    publicKey: request.publicKey, name: request.name, report: request.report,
                    source: Self.candidate(source)), as: .nobody
            ).result
        } catch {
            logger.info(
                "join refused",
                metadata: [
                    "network": "\(request.network)", "field": "\(error.field ?? "-")", "reason": "\(error.message)",
                ])
            throw AgentProtocolError(error)
        }
        logger.info("node joined", metadata: ["network": "\(request.network)", "node": "\(joined.node.id)"])
        presence.saw(joined.node.id, at: wallClock.now)
        return JoinReply(
            server: server, epoch: joined.network.epoch,
            configuration: NodeConfiguration(of: joined.node, in: joined.network))
    }

    public func checkIn(
        _ signed: Signed<CheckInRequest>, from source: IPAddress?
    ) async throws(AgentProtocolError) -> CheckInReply {
        let request = signed.request
        let node = try verified(signed, by: request.node, in: control.truth)
        presence.saw(node.id, at: wallClock.now)
        if let sessionless = request.sessionless {
            return try await serve(sessionless, of: node, at: request.position, from: source)
        }
        let state = control.truth.networks[node.network]
        guard let state, state.hasMap(request.position, of: node.id) else {
            return CheckInReply(verdict: .openSession, serverTime: wallClock.now)
        }
        return CheckInReply(verdict: .equal(state.revision), serverTime: wallClock.now)
    }

    public func leave(
        _ signed: Signed<LeaveRequest>, from source: IPAddress?
    ) async throws(AgentProtocolError) {
        let node = try verified(signed, by: signed.request.node, in: control.truth)
        do throws(ControlError) {
            _ = try await control.perform(LeaveNetwork(node: node.id), as: .node(node.id))
        } catch {
            throw AgentProtocolError(error)
        }
        logger.info("node left", metadata: ["network": "\(node.network)", "node": "\(node.id)"])
        forget(node.id, in: node.network)
    }

    public func session(_ connection: ServerConnection) async throws {
        try await SessionServing(service: self, connection: connection).run()
    }

    /// Keeps nothing of a node that is gone. One that is there is left alone: to an agent that was away, a node that
    /// came after the state it is told is named as gone.
    func forget(_ node: NodeID, in network: NetworkName) {
        guard control.truth.node(node) == nil else { return }
        presence.forget(node)
        cache.forget(node, in: network)
    }

    /// Keeps no records of a network of which nobody is connected. Whoever connects at this moment has them made anew.
    func release(_ network: NetworkName) {
        guard control.feed.connectedCount(in: network) == 0 else { return }
        cache.forget(network)
    }

    /// What a node says of itself must be its own to say, and something that can be. What is not ends the session in
    /// which it was said.
    func require(_ report: NodeReport, of node: NodeID, in network: NetworkName) throws(AgentProtocolError) {
        guard let network = control.truth.networks[network]?.network else { return }
        do throws(ModelError) {
            try NodeOwnFields.require(report, in: network)
        } catch {
            logger.warning("report refused", metadata: ["node": "\(node)", "field": "\(error.field ?? "-")"])
            throw AgentProtocolError(ControlError(error))
        }
    }

    /// Makes true what the agent says of its machine, and where the server sees it. A report that changes nothing costs
    /// nothing; one that cannot be kept now is kept with the next.
    ///
    /// - Returns: whether there was anything to change.
    @discardableResult
    func publish(_ report: NodeReport, of id: NodeID, seenFrom source: IPAddress?) async -> Bool {
        let source = Self.candidate(source)
        let truth = control.truth
        guard let node = truth.node(id), let network = truth.networks[node.network]?.network else { return false }
        var updated = node
        NodeOwnFields.publish(report, seenFrom: source, to: &updated, in: network)
        guard updated != node else { return false }
        do throws(ControlError) {
            _ = try await control.perform(ReportNode(node: id, report: report, source: source), as: .node(id))
        } catch {
            logger.warning("report not kept", metadata: ["node": "\(id)", "error": "\(error)"])
        }
        return true
    }

    /// Where peers may try to reach a machine that the server sees there; nil where nobody else can.
    static func candidate(_ source: IPAddress?) -> IPAddress? { source.flatMap { $0.isUnicast ? $0 : nil } }

    /// The node that makes a call.
    ///
    /// - Throws: `AgentProtocolError.Code.removed` only to the one it was: a stranger learns nothing of it.
    private func verified<Request>(
        _ signed: Signed<Request>, by id: NodeID, in truth: Truth
    ) throws(AgentProtocolError) -> Node {
        let server = try identity(in: truth)
        if let node = truth.node(id) {
            try verify(signed, by: node.identity, for: server)
            return node
        }
        guard let removed = truth.removedNodes[id] else { throw .unknownNode(id) }
        try verify(signed, by: removed.identity, for: server)
        throw .removed(removed)
    }

    private func verify<Request>(
        _ signed: Signed<Request>, by identity: IdentityKey, for server: ServerID
    ) throws(AgentProtocolError) {
        guard signed.isSigned(by: identity, for: server) else {
            throw .unauthenticated("the signature does not fit the identity")
        }
        try challenges.spend(signed.nonce)
    }
}

extension NetworkState {
    /// Whether the map an agent says it has is what it would be told.
    func hasMap(_ position: MapPosition?, of node: NodeID) -> Bool {
        guard let position else { return false }
        return position.epoch == network.epoch && position.revision <= revision
            && position.digest == digest(for: node)
    }
}

extension AgentProtocolError {
    static func unknownNode(_ id: NodeID) -> AgentProtocolError {
        AgentProtocolError(
            .unknownNode, message: "this server knows no node \(id)",
            remedy: "check that it is the right server; if it was made anew, join again")
    }

    static func removed(_ node: RemovedNode) -> AgentProtocolError {
        let how =
            switch node.reason {
            case .left: "has left"
            case .removed: "was removed by an admin from"
            case .networkDeleted: "is gone with"
            case .denied: "was not let into"
            case .ephemeral: "was away too long to stay in"
            }
        return AgentProtocolError(
            .removed, message: "node \(node.name) \(how) network \(node.network)",
            remedy: "join again with a new access key")
    }
}
