internal import DurableFiles
internal import Logging
internal import NetmakerAgentProtocol
internal import NetmakerCore
internal import NetmakerWG

extension AgentEnvironment {
    /// How long a join waits for the first map before it leaves the rest to the daemon.
    private static var firstMapTimeout: Duration { .seconds(30) }

    /// Makes this machine a node, brings its tunnel up once, and has its daemon run if the request says so.
    ///
    /// A join that failed leaves nothing behind. While its outcome is not known, the identity is kept, and
    /// the next join of the network finishes it.
    ///
    /// - Throws: `AgentError`: `.alreadyMember`, `.overlapping`, `.busy`; `.damagedFile` when it cannot be known which
    ///   addresses another network has, and that matters; `.refused` with the server's words; `.unreachable` when the server did
    ///   not answer. And `FileError`.
    public func join(_ request: MembershipRequest) async throws -> Membership {
        guard request.service == .supervised, supervisor.isPresent else { return try await enter(request) }
        try await supervisor.check(request.network)
        var membership: Membership
        if let finished = try finishedJoin(of: request) {
            membership = finished
        } else {
            membership = try await enter(request)
        }
        do {
            try await supervisor.keep(request.network)
        } catch {
            let outcome = try await leave(request.network)
            throw AgentError(
                .failed, message: "\((error as? AgentError)?.message ?? "\(error)"); \(outcome)",
                remedy: "join again with --daemon off, and run netclient daemon otherwise", cause: error)
        }
        membership.isSupervised = true
        return membership
    }

    /// What an earlier join got that was stopped before there was a service; nil where there was none.
    private func finishedJoin(of request: MembershipRequest) throws -> Membership? {
        let files = MembershipFiles(folder: folder, network: request.network)
        guard files.isMember, !files.isLeaving, try !supervisor.kept().contains(request.network),
            try files.credential().address == request.server, let map = try files.readMap().map
        else { return nil }
        return Membership(configuration: map.configuration, trouble: nil)
    }

    /// Joins without a service.
    private func enter(_ request: MembershipRequest) async throws -> Membership {
        let network = request.network
        return try await folder.holding(network) {
            let files = MembershipFiles(folder: folder, network: network)
            guard !files.isMember else {
                throw AgentError(
                    .alreadyMember, message: "this machine is in network \(network) already",
                    remedy: "see netclient status -n \(network), or leave it first")
            }
            let interface = request.interface ?? .default(for: network)
            try await requireFree(interface, for: network)
            // Known before the server is asked, not only once it has admitted the machine.
            let others = request.overlapPolicy == .refuse ? try await otherRanges(files) : [:]
            // A network that is down has its port all the same.
            let ports = Set(try files.otherMaps().known.values.map(\.configuration.listenPort))
            // Nor is the server asked for what could then not be written.
            if request.roaming != nil || request.listenPort != nil { _ = try files.readConfiguration() }
            let report = NodeReport(
                listenPort: try request.listenPort ?? machine.freePort(from: .netmaker, besides: ports),
                interface: interface,
                mtu: .wireGuard, localAddresses: Array(try localAddresses().prefix(EndpointCandidates.maximumLocal)),
                pinnedEndpoint: request.endpoint.map { .set($0) } ?? .keep,
                facts: machine.facts(backend: "\(backend.kind)"))
            let former = try files.pendingJoin(logger)
            let (pending, reply) = try await enroll(request, report, former, files)
            let configuration = reply.configuration
            // A join that is finished later gets the interface it first asked for.
            if configuration.interface != interface {
                try await refuseInterface(of: request, isNew: former?.server != request.server, pending, reply, files)
            }
            try await refuseOverlap(of: request, with: others, pending, reply, files)
            // What the owner names, the server is told as the owner's edit.
            let port =
                try request.listenPort == nil
                ? portToReport(configuration.listenPort, after: report.listenPort, besides: ports)
                : configuration.listenPort
            try await save(request, pending, reply, port, files)
            logger.info("Joined", metadata: ["network": "\(network)", "node": "\(configuration.name)"])
            // What the owner wants is told as well, where there is no daemon that would.
            let trouble = try await bringUp(try Agent(network: network, environment: self)) {
                $0.acknowledged != nil && $0.isAttended && $0.unpublishedEdits == 0
            }
            return Membership(configuration: configuration, trouble: trouble)
        }
    }

    // MARK: The server's word

    private func enroll(
        _ request: MembershipRequest, _ report: NodeReport, _ former: PendingJoin?, _ files: MembershipFiles
    ) async throws -> (PendingJoin, JoinReply) {
        // Another server never saw the identity: to it the join is a new one.
        let pending =
            former.flatMap { $0.server == request.server ? $0 : nil }
            ?? PendingJoin(server: request.server, identity: .generate(), key: .generate())
        let client = AgentClient(transport: try connect(request.server, request.pins))
        // Nothing that could admit us has been sent until the server has answered once.
        do { _ = try await client.transport.challenge() } catch { throw Self.readable(error) }

        try files.forgetLeaving()
        try files.save(pending)
        do {
            let reply = try await client.join(
                JoinRequest(
                    network: request.network, key: request.key, identity: pending.identity.identityKey,
                    publicKey: pending.key.publicKey, name: request.name, report: report),
                identity: pending.identity)
            return (pending, reply)
        } catch let error as AgentProtocolError where error.code != .unavailable {
            // It said no: there is nothing to finish, not even of a join before that was killed late.
            try files.removeAll()
            throw Self.readable(error)
        } catch {
            let reason = Self.readable(error)
            throw AgentError(
                .unreachable,
                message: "the server may have admitted the machine, but its answer was lost: \(reason.message)",
                remedy: "join again with the same token: that finishes it and spends no second use", cause: error)
        }
    }

    private static func readable(_ error: any Error) -> AgentError {
        switch error {
        case let error as AgentProtocolError where error.code == .unavailable:
            AgentError(.unreachable, message: error.message, remedy: error.remedy, cause: error)
        case let error as AgentProtocolError:
            AgentError(.refused, message: error.message, remedy: error.remedy, cause: error)
        case let error as AgentError: error
        default: AgentError(.failed, message: "\(error)", remedy: "see the log", cause: error)
        }
    }

    /// The interface that the network names is known only once the server has answered: a machine where it is not free
    /// leaves again.
    ///
    /// - Parameter isNew: false for a join that was begun earlier, which is kept: another interface finishes it.
    private func refuseInterface(
        of request: MembershipRequest, isNew: Bool, _ pending: PendingJoin, _ reply: JoinReply, _ files: MembershipFiles
    ) async throws {
        do {
            try await requireFree(reply.configuration.interface, for: request.network)
        } catch let error as AgentError where error.code == .invalidInput {
            var message = error.message
            if isNew {
                message += "; \(try await announceLeaving(credential(request, pending, reply)).message)"
                try files.removeAll()
            }
            throw AgentError(
                .invalidInput, message: message, remedy: "join again with --interface NAME", cause: error)
        }
    }

    /// Ranges are known only once the server has answered: a machine that must not have them leaves again.
    private func refuseOverlap(
        of request: MembershipRequest, with others: [NetworkName: [IPPrefix]], _ pending: PendingJoin,
        _ reply: JoinReply, _ files: MembershipFiles
    ) async throws {
        let ranges = reply.configuration.ranges.all
        for (other, taken) in others where taken.contains(where: { range in ranges.contains(where: range.overlaps) }) {
            let outcome = try await announceLeaving(credential(request, pending, reply))
            try files.removeAll()
            throw AgentError(
                .overlapping,
                message: "network \(request.network) has addresses of network \(other), which this machine is in; "
                    + outcome.message,
                remedy: "leave \(other) first, or join with --force and reach only one of two machines with one address"
            )
        }
    }

    // MARK: What is kept

    /// The port that the network names, unless it is taken on this machine. Then it is another one, and not that which
    /// the join has said: the server heeds what a machine says anew, and only that.
    private func portToReport(
        _ told: ListenPort, after said: ListenPort, besides taken: Set<ListenPort>
    ) throws -> ListenPort {
        guard told != said, taken.contains(told) || !machine.isFree(told) else { return told }
        let others = taken.union([said])
        do {
            return try machine.freePort(from: told, besides: others)
        } catch {
            return try machine.freePort(from: .netmaker, besides: others)
        }
    }

    /// - Parameter port: nil: as the server says.
    private func credential(
        _ request: MembershipRequest, _ pending: PendingJoin, _ reply: JoinReply, port: ListenPort? = nil
    ) -> Credential {
        Credential(
            network: request.network, node: reply.configuration.node, server: reply.server, address: request.server,
            api: request.api, pins: request.pins, identity: pending.identity, interface: reply.configuration.interface,
            listenPort: port ?? reply.configuration.listenPort, joinedAt: wallClock.now,
            remoteCommands: request.remoteCommands)
    }

    /// Writes the credential last: a crash before it leaves an unfinished join, one after it a whole membership.
    private func save(
        _ request: MembershipRequest, _ pending: PendingJoin, _ reply: JoinReply, _ port: ListenPort,
        _ files: MembershipFiles
    ) async throws {
        let lock = try FileLock(folder.indexLock, patience: .untilFree)
        defer { withExtendedLifetime(lock) {} }
        try files.save(pending.key)
        try files.save(
            SavedMap(
                index: try files.freeIndex(besides: await standingIndices(files)), configuration: reply.configuration,
                map: nil, serverTime: nil))
        let wishes = request.wishes(besides: reply.configuration)
        if !wishes.isEmpty {
            let view = NetConfig(
                server: request.server, api: request.api, configuration: reply.configuration,
                publicKey: pending.key.publicKey, localAddress: try localAddresses().first)
            try files.write(wishes, into: view)
        }
        try files.save(credential(request, pending, reply, port: port))
        try files.removePendingJoin()
        try lock.remove()
    }

    /// Works until the first map is in force, and leaves the tunnel as it then stands.
    ///
    /// - Returns: why it does not stand; nil when it does.
    func bringUp(_ network: NetworkName) async throws -> String? {
        try await bringUp(try Agent(network: network, environment: self)) {
            $0.acknowledged != nil && $0.isAttended
        }
    }

    /// Has an agent work until it is as far as that.
    ///
    /// - Returns: why it does not get there; nil when it has.
    func bringUp(
        _ agent: Agent, until condition: @escaping @Sendable (AgentProgress) -> Bool
    ) async throws -> String? {
        let clock = AgentClock(clock)
        return try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask {
                switch try await agent.work() {
                case .removed(let reason): "the node was removed at once: \(reason)"
                case .left: "the machine left at once"
                }
            }
            group.addTask {
                try await agent.progress(until: condition)
                return nil
            }
            group.addTask {
                try await clock.sleep(for: Self.firstMapTimeout)
                let progress = agent.progress
                return progress.trouble
                    ?? (progress.acknowledged == nil
                        ? "the server has not sent the map yet"
                        : "the server has not confirmed what the configuration file says")
            }
            let trouble = try await group.next() ?? nil
            group.cancelAll()
            // The work ends by cancellation, once it has written what it learnt.
            while let result = await group.nextResult() { _ = result }
            return trouble
        }
    }
}
