internal import Logging
internal import NetmakerAgentProtocol
internal import NetmakerCore
internal import NetmakerWG
internal import Synchronization

/// What an agent does for others on the same machine.
extension Agent {
    /// How long a pull waits for the server.
    static let pullTimeout: Duration = .seconds(15)

    /// Everything there is to know about the network on this machine.
    public func status() async -> AgentStatus {
        let (credential, lastHeard) = memory.withLock { ($0.credential, $0.lastHeard) }
        let (device, link) = await tunnel.currentState()
        let making = StatusMaking(
            configuration: await tunnel.configuration, map: await tunnel.map, device: device, link: link,
            localAddresses: await tunnel.localAddresses, time: environment.wallClock.now)
        lookWanted.raise()
        let progress = watched.value
        let configuration = making.configuration
        let now = clock.now
        let moment = { (elapsed: Duration) in making.time - (now - elapsed) }
        var status = AgentStatus(
            network: network, node: credential.node, name: configuration?.name, server: credential.address,
            isRunning: true, connection: progress.connection, trouble: progress.trouble,
            repairs: progress.repairs,
            interface: configuration?.interface ?? credential.interface,
            listenPort: device?.listenPort ?? configuration?.listenPort, backend: "\(environment.backend.kind)",
            addresses: configuration?.addresses ?? [], revision: making.map?.revision,
            acknowledged: progress.acknowledged, peers: making.peers)
        status.take(configuration)
        status.time = making.time
        status.clients = making.clients
        status.inForce = await tunnel.revisionInForce
        status.startedAt = moment(.zero)
        status.connectedSince = progress.connection == .connected ? progress.connectedAt.map(moment) : nil
        status.lastHeard = lastHeard.map(moment)
        status.interfaceTrouble = progress.interfaceTrouble
        status.commandTrouble = progress.commandTrouble
        status.names = progress.names
        status.refusesCommands =
            !allowsRemoteCommands && configuration.map { $0.options.commands != InterfaceCommands() } ?? false
        status.hasInterface = device != nil
        status.drift = making.drift(of: status.peers, on: status.interface)
        return status
    }

    func listenLocally() async throws -> Ending {
        let server = LocalSocketServer(
            path: environment.folder.socket(network), logger: logger,
            listening: { self.watched.update { $0.isReachable = true } },
            respond: { try await self.respond(to: $0) },
            replied: { if $0.command == .leave { self.left.raise() } })
        do {
            try await server.run()
        } catch {
            try Task.checkCancellation()
            // Nobody can ask how it stands; that is no reason not to stand.
            logger.error("Local callers cannot come", metadata: ["reason": "\(error)"])
        }
        // The end is for others to say.
        try await Signal().wait()
        return .left
    }

    private func respond(to request: LocalRequest) async throws -> LocalReply {
        switch request.command {
        case .status: .status(await status())
        case .pull: try await pull()
        case .leave: .done(message: try await leave().message)
        case .push: await LocalReply.told { try await push() }
        case .checkin:
            await LocalReply.told {
                _ = try await pull()
                return try await push()
            }
        }
    }

    /// Asks the server at once, and puts the device right.
    private func pull() async throws -> LocalReply {
        let before = watched.value.synchronizations
        reconnect.raise()
        let synchronized = try await withThrowingTaskGroup(of: AgentProgress?.self) { group in
            group.addTask { try await self.watched.wait { $0.synchronizations > before } }
            group.addTask {
                try await self.clock.sleep(for: Self.pullTimeout)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        guard let synchronized else {
            let reason = watched.value.sessionTrouble ?? "it has not answered for \(Self.pullTimeout)"
            throw AgentError(
                .unreachable, message: "the server was not reached: \(reason)",
                remedy: "the tunnel stands as it last was; see netclient status")
        }
        try await tunnel.look()
        let revision = synchronized.inForce?.description ?? "-"
        return .done(message: "network \(network) is at revision \(revision)")
    }

    /// Ends the membership from this machine.
    private func leave() async throws -> LeaveOutcome {
        let credential = memory.withLock { memory in
            memory.isLeaving = true
            return memory.credential
        }
        let outcome = try await environment.announceLeaving(credential)
        try await forget()
        logger.notice("The machine left the network")
        return outcome
    }
}
