internal import DurableFiles
internal import Logging
internal import NetmakerAgentProtocol
public import NetmakerCore
internal import NetmakerWG

/// How leaving a network went. It always succeeds on the machine itself.
enum LeaveOutcome: Hashable, Sendable {
    /// The server knows, and the others' tunnels to this machine are gone.
    case announced(NetworkName)
    /// The server does not know: the node stands in its list until an admin removes it. Nil when the machine does not
    /// know which it was.
    case unannounced(NetworkName, node: NodeID?, because: String)
    /// There was only a join whose outcome was not known.
    case forgotPendingJoin(NetworkName)
    /// There was only the service of a membership that had ended.
    case retiredService(NetworkName)
    /// There were only files of a membership that had ended.
    case removedRemains(NetworkName)

    /// For people.
    var message: String {
        switch self {
        case .announced(let network): "this machine has left network \(network)"
        case .unannounced(let network, let node, let reason):
            "this machine has left network \(network), but the server was not told (\(reason)): "
                + "remove the node with nmctl node remove \(network) \(node?.description ?? "NODE")"
        case .forgotPendingJoin(let network):
            "the unfinished join of network \(network) is forgotten; should the server have admitted the machine, "
                + "remove the node with nmctl node remove \(network) NODE"
        case .retiredService(let network): "this machine is not in network \(network); its service is removed"
        case .removedRemains(let network): "this machine is not in network \(network); what was left of it is removed"
        }
    }
}

extension AgentEnvironment {
    /// How long a server may take to answer that a node leaves.
    private static var leaveTimeout: Duration { .seconds(10) }

    /// Ends this machine's membership, by its daemon where one runs: takes the interface away, removes every file, and
    /// tells the server where it can be reached.
    ///
    /// - Returns: how it went, for people.
    /// - Throws: `AgentError`; `.notMember` when there is no membership to end, `.busy` when another process works
    ///   on it.
    public func leave(_ network: NetworkName) async throws -> String {
        switch try await localClient(network).send(.leave) {
        case .done(let message):
            // It has ended by now, or is about to.
            try await supervisor.stop(network)
            try await supervisor.retire(network)
            return message
        case .failed(let message, let remedy): throw AgentError(.failed, message: message, remedy: remedy)
        case .status, .declined, nil: break
        }
        // One that is about to start would else work on what is taken away.
        try await supervisor.stop(network)
        return try await takeAway(network).message
    }

    /// Goes on with a leave that was cut short.
    func finishLeaving(_ network: NetworkName) async throws {
        logger.notice("A leave that was cut short is gone on with", metadata: ["network": "\(network)"])
        _ = try await takeAway(network)
    }

    private func takeAway(_ network: NetworkName) async throws -> LeaveOutcome {
        try await folder.holding(network) {
            let files = MembershipFiles(folder: folder, network: network)
            files.beginLeaving(logger)
            // First, like the interface before the files: as long as there is a membership it can be ended again.
            let isKept = try supervisor.kept().contains(network)
            let retiring: Result<Void, any Error>
            do { retiring = .success(try await supervisor.retire(network)) } catch { retiring = .failure(error) }
            guard files.isMember else {
                try retiring.get()
                return try await removeRemains(of: files, hadService: isKept)
            }
            let known = told(by: files)
            var interface = known?.interface ?? .default(for: network)
            let outcome: LeaveOutcome
            do {
                let credential = try files.credential()
                if known == nil { interface = credential.interface }
                outcome = try await announceLeaving(credential)
            } catch let error as AgentError where error.code == .damagedFile {
                // Who we were is lost; the machine leaves all the same.
                outcome = .unannounced(network, node: known?.node, because: error.message)
            }
            await releaseNames(of: files, interface)
            // The interface first: a crash in between leaves a membership, which can be ended again, and no orphan. Should
            // it resist, nothing secret is left all the same.
            try await takeEvery([
                { [interface] in
                    let reason = try await self.backend.remove(interface, claimedBy: self.claim(by: files))
                    guard let reason else { return }
                    self.logger.notice(
                        "An interface that is not ours is left alone", metadata: ["reason": "\(reason)"])
                },
                {
                    let gateway = Gateway(network, folder: self.folder, host: self.gatewayHost, logger: self.logger)
                    try await gateway.end()
                },
                { [interface] in try await self.end(InterfaceAttendant(files, interface, self, self.logger)) },
                { try retiring.get() },
            ]) { try files.removeAll() }
            return outcome
        }
    }

    /// Takes back what gateways of networks have set up that the machine is not in any more.
    func sweepGateways() async throws {
        try await Gateway.sweep(folder: folder, host: gatewayHost, logger: logger)
    }

    /// Removes what a process left that was killed while it joined or left.
    ///
    /// - Throws: `AgentError.Code.notMember` when there is nothing of the network.
    private func removeRemains(of files: MembershipFiles, hadService: Bool) async throws -> LeaveOutcome {
        try await sweepGateways()
        let (hadPendingJoin, hadFiles) = (files.hasPendingJoin, files.hasRemains)
        // A join that was killed late had written more.
        try files.removeAll()
        if hadPendingJoin { return .forgotPendingJoin(files.network) }
        if hadService { return .retiredService(files.network) }
        guard hadFiles else { throw AgentError.notMember(of: files.network) }
        return .removedRemains(files.network)
    }

    /// Undoes what was run for an interface that is gone. What goes wrong keeps nobody in a network.
    ///
    /// - Throws: `CancellationError`.
    func end(_ attendant: InterfaceAttendant) async throws {
        do {
            try await attendant.end()
        } catch {
            try Task.checkCancellation()
            logger.error("What was run for the interface is not undone", metadata: ["reason": "\(error)"])
        }
    }

    /// What the node was last told about itself; nil when the map does not say: the machine leaves all the same.
    private func told(by files: MembershipFiles) -> NodeConfiguration? {
        do throws(FileError) {
            return try files.readMap().map?.configuration
        } catch {
            logger.warning("The saved map is not read", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    /// Tells the server. Whatever it says, or whether it says anything, the machine leaves.
    func announceLeaving(_ credential: Credential) async throws -> LeaveOutcome {
        let request = LeaveRequest(node: credential.node)
        let clock = AgentClock(clock)
        do {
            let client = AgentClient(transport: try connect(credential.address, credential.pins))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await client.leave(request, identity: credential.identity, server: credential.server)
                }
                group.addTask {
                    try await clock.sleep(for: Self.leaveTimeout)
                    throw AgentError(
                        .unreachable, message: "the server does not answer", remedy: "try again later")
                }
                defer { group.cancelAll() }
                try await group.next()
            }
            return .announced(credential.network)
        } catch let error as AgentProtocolError where [.removed, .unknownNode].contains(error.code) {
            return .announced(credential.network)
        } catch {
            try Task.checkCancellation()
            let reason = (error as? AgentProtocolError)?.message ?? (error as? AgentError)?.message ?? "\(error)"
            return .unannounced(credential.network, node: credential.node, because: reason)
        }
    }
}
