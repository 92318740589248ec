internal import Logging
internal import NetmakerAgentProtocol
internal import NetmakerCore
internal import NetmakerWG
internal import Synchronization

/// Keeping a session open.
extension Agent {
    /// How long to wait before asking a server again that does not know this node, or is another one.
    static let strangerPause: Duration = .seconds(300)
    /// How many pins are kept, the latest: the present key's, the next one's, and one more for a next key that was
    /// announced and never shown.
    static let maximumPins = 3

    /// Opens one session after the other until the node is removed.
    func keepSession() async throws -> Ending {
        var backoff = Backoff()
        var offersMap = true
        var standIn = StandIn()
        while true {
            try Task.checkCancellation()
            if !standIn.isAnswered { watched.update { $0.connection = .connecting } }
            let pause: Duration
            let start = clock.now
            let synchronizations = watched.value.synchronizations
            var isFailure = false
            do {
                switch try await openSession(offersMap: offersMap) {
                case .removed(let reason):
                    return try await removal(because: reason.explanation)
                case .reconnect(let wanted):
                    offersMap = true
                    pause = max(wanted, nextPause(&backoff, since: start))
                case .renewal:
                    offersMap = true
                    pause = .zero
                case .closed:
                    offersMap = true
                    logger.info("The server closed the session")
                    isFailure = true
                    pause = nextPause(&backoff, since: start)
                case .needsFullMap(let reason):
                    logger.warning("The map does not fit; a full one is asked for", metadata: ["reason": "\(reason)"])
                    offersMap = false
                    pause = nextPause(&backoff, since: start)
                }
            } catch let error as AgentProtocolError where error.code == .removed {
                return try await removal(because: error.message)
            } catch let error as AgentProtocolError where error.isFromStranger {
                logger.error(
                    "The server does not know this node; the tunnel stays as it is",
                    metadata: ["reason": "\(error.message)", "remedy": "\(error.remedy)"])
                watched.update { $0.sessionTrouble = "\(error)" }
                pause = Self.strangerPause
            } catch {
                try Task.checkCancellation()
                // An outage is told once, not at every try.
                let isNews = watched.value.sessionTrouble != "\(error)"
                logger.log(
                    level: isNews ? .warning : .debug, "No session with the server", metadata: ["reason": "\(error)"])
                watched.update { $0.sessionTrouble = "\(error)" }
                isFailure = true
                pause = nextPause(&backoff, since: start)
            }
            if watched.value.connection == .connected { standIn.yieldToSession() }
            let next = clock.now + pause
            watched.update {
                if $0.synchronizations > synchronizations {
                    $0.fruitlessSessions = 0
                } else if isFailure {
                    $0.fruitlessSessions += StandIn.weight(ofSessionFailedAfter: clock.now - start)
                }
                if !standIn.isAnswered { $0.connection = .waiting }
            }
            if let ending = try await waitForSession(at: next, &standIn) { return ending }
        }
    }

    func removal(because reason: String) async throws -> Ending {
        // Whoever asked to leave is still to be answered: the end is his to say.
        if memory.withLock({ $0.isLeaving }) { try await Signal().wait() }
        return .removed(because: reason)
    }

    /// A server that kept a session up is one to come back to soon.
    private func nextPause(_ backoff: inout Backoff, since start: Duration) -> Duration {
        if watched.value.connection == .connected { backoff.reset(afterSessionOf: clock.now - start) }
        var generator = environment.makeGenerator()
        return backoff.next(using: &generator)
    }

    private func openSession(offersMap: Bool) async throws -> Session.Ending {
        let credential = memory.withLock { $0.credential }
        try await keepServerOutside(credential.address.host)
        let localAddresses = try environment.localAddresses()
        try await applyLocalAddresses(localAddresses)
        let map = offersMap ? await tunnel.map : nil
        let hello = Hello(
            capabilities: [Capability.tunnelReport], node: credential.node, position: map.map(MapPosition.init),
            report: await report(localAddresses, credential))
        let transport = try environment.connect(credential.address, credential.pins)
        return try await AgentClient(transport: transport).withSession(
            hello, knowing: await tunnel.configuration, identity: credential.identity, server: credential.server
        ) { [self] session in
            watched.update {
                $0.connection = .connected
                $0.connectedAt = clock.now
                $0.sessionTrouble = nil
            }
            logger.info("Connected", metadata: ["server": "\(credential.address)"])
            return try await Session(
                session, tunnel: tunnel, progress: watched, hooks: hooks, clock: clock, logger: logger
            ).run()
        }
    }

    var hooks: Session.Hooks {
        Session.Hooks(
            changed: { self.changed.raise() },
            lookWanted: {
                self.interfaceMoved.raise()
                self.lookWanted.raise()
            },
            serverTold: { time in
                self.memory.withLock {
                    $0.serverTime = time
                    $0.lastHeard = self.clock.now
                }
                self.names.hear(time)
                await self.tunnel.hear(time)
            },
            heed: { try await self.heed($0) },
            describe: { question in
                await self.tunnel.report(
                    on: question, trouble: self.watched.value.interfaceTrouble, at: self.environment.wallClock.now)
            },
            keep: { try await self.keep($0) },
            edits: edits,
            answered: { await self.heed($0) },
            confirmed: { await self.save() },
            reconnect: reconnect)
    }

    /// Trouble with the interface is no reason to stay away from the server.
    func applyLocalAddresses(_ addresses: [InterfaceAddress]) async throws {
        do {
            try await tunnel.apply(localAddresses: addresses)
        } catch {
            try Task.checkCancellation()
            logger.error("The interface cannot be set up", metadata: ["reason": "\(error)"])
            watched.update { $0.interfaceTrouble = "\(error)" }
            lookWanted.raise()
        }
    }

    /// What the machine says of itself.
    ///
    /// - Parameter told: what it was last told; nil for what its tunnel is set up by.
    func report(
        _ localAddresses: [InterfaceAddress], _ credential: Credential, told: NodeConfiguration? = nil
    ) async -> NodeReport {
        var configuration = await tunnel.configuration
        configuration = told ?? configuration
        let key = await tunnel.privateKey.publicKey
        let known = memory.withLock { $0 }
        // The port and the MTU as the join said them: a report that repeated what it was told since would be news to the
        // server, and undo what an admin has changed meanwhile. What the owner wants of them now is an edit.
        return NodeReport(
            listenPort: credential.listenPort, interface: configuration?.interface ?? credential.interface,
            mtu: .wireGuard,
            localAddresses: Array(known.told(localAddresses).prefix(EndpointCandidates.maximumLocal)),
            facts: environment.machine.facts(
                backend: "\(environment.backend.kind)", commandTrouble: watched.value.commandTrouble),
            // A server that was restored may know an older key than the one in use.
            nextPublicKey: known.nextKey?.publicKey ?? (configuration?.publicKey == key ? nil : key))
    }

    /// Writes a pin of the server's beside those that are known, before it is said to be kept.
    private func keep(_ pin: CertificatePin) async throws {
        try await writing.taking {
            let known = memory.withLock { $0 }
            guard !known.isForgotten, !known.credential.pins.contains(pin) else { return }
            var credential = known.credential
            credential.pins = (credential.pins + [pin]).suffix(Self.maximumPins)
            try files.save(credential)
            // Known only once it is written: what is known is said to be kept.
            memory.withLock { $0.credential = credential }
            logger.info("The server will show another key; its pin is kept", metadata: ["pin": "\(pin)"])
        }
    }
}

extension Agent.Memory {
    /// Those of the machine's addresses that others are told, as being perhaps in the same LAN.
    func told(_ addresses: [InterfaceAddress]) -> [InterfaceAddress] {
        guard !localRanges.isEmpty else { return addresses }
        return addresses.filter { address in localRanges.contains { $0.contains(address.address) } }
    }
}

extension AgentProtocolError {
    /// Whether asking again soon is of no use: a person must do something first.
    var isFromStranger: Bool {
        [.unknownNode, .wrongServer, .unsupportedVersion].contains(code)
    }
}

extension RemovalReason {
    /// For people.
    var explanation: String {
        switch self {
        case .left: "the machine left"
        case .removed: "an admin removed it"
        case .networkDeleted: "its network was deleted"
        case .denied: "an admin did not let it in"
        case .ephemeral: "it was away for longer than its access key lets it"
        }
    }
}
