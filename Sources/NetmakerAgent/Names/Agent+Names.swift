internal import Logging
internal import NetmakerCore
internal import NetmakerDNS
internal import NetmakerWG
internal import Synchronization

/// The network's names on this machine: answered by the agent itself, or by the network's servers, and looked up by the
/// machine's own resolver. Whatever fails here costs names and nothing else.
extension Agent {
    func keepNames() async throws -> Ending {
        let wish = Watched<NameWish?>(nil)
        let listening = Watched(NameLookup.Listening.closed)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.answerNames(as: wish, listening) }
            group.addTask { try await self.lookAfterNames(wish, listening) }
            defer { group.cancelAll() }
            try await group.next()
        }
        return .left
    }

    private func answerNames(
        as wish: Watched<NameWish?>, _ listening: Watched<NameLookup.Listening>
    ) async throws {
        while true {
            try await wish.wait { $0?.isAnsweredHere ?? false }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.listenForQuestions(listening) }
                group.addTask { try await wish.wait { !($0?.isAnsweredHere ?? false) } }
                defer { group.cancelAll() }
                try await group.next()
            }
            listening.update { $0 = .closed }
        }
    }

    private func listenForQuestions(_ listening: Watched<NameLookup.Listening>) async throws {
        let address = environment.nameListening.address(tunnel.index.rawValue)
        let server = NameServer(address: address, ports: environment.nameListening.ports, logger: logger) {
            await self.names.answer(to: $0, over: $1)
        }
        while true {
            do {
                try await server.run { port in
                    listening.update { $0 = .open(address: "\(address)", port: port) }
                    self.tunnel.nameChanges.signal.raise()
                }
            } catch {
                try Task.checkCancellation()
                let state = NameLookup.Listening.failed(because: "\(error)")
                if listening.value != state {
                    logger.error("Nobody can ask for names", metadata: ["reason": "\(error)"])
                }
                listening.update { $0 = state }
                tunnel.nameChanges.signal.raise()
            }
            try await clock.sleep(for: NameLookup.pause)
        }
    }

    private func lookAfterNames(
        _ wish: Watched<NameWish?>, _ listening: Watched<NameLookup.Listening>
    ) async throws {
        var lookup = NameLookup(
            interface: tunnel.interface, index: tunnel.index, files: files, resolver: environment.resolver,
            logger: logger)
        while true {
            let configuration = await tunnel.configuration
            var wanted: NameWish?
            if let configuration, configuration.options.dnsOn, names.takesPart(configuration) {
                wanted = lookup.wish(for: configuration, at: clock.now)
            }
            names.answer(in: wanted?.zones ?? [])
            names.tidy()
            if wish.value != wanted { wish.update { $0 = wanted } }
            let (next, state) = (wanted, listening.value)
            let status = await naming.taking {
                // Who has left has taken everything back.
                if !self.memory.withLock({ $0.isForgotten }) {
                    return await lookup.converge(to: next, state, at: self.clock.now)
                }
                return NamesStatus.off
            }
            if watched.value.names != status { watched.update { $0.names = status } }
            try await tunnel.nameChanges.signal.wait()
        }
    }

    /// Takes everything back that was done for names, whoever did it.
    func releaseNames() async {
        await naming.taking { await environment.releaseNames(of: files, tunnel.interface) }
    }
}

extension AgentEnvironment {
    /// Takes everything back that was done for a network's names. A failure is logged: the resolver forgets by itself
    /// what it was told of an interface that goes.
    func releaseNames(of files: MembershipFiles, _ interface: InterfaceName) async {
        do {
            guard let claim = try files.nameClaim() else { return }
            if claim.told != nil, case .told = resolver.link(interface), resolver.isAtWork {
                try await resolver.revert(interface)
            }
        } catch {
            logger.warning("The lookup of names is not taken back", metadata: ["reason": "\(error)"])
        }
        do {
            try files.removeNameClaim()
        } catch {
            logger.warning("What was done for names cannot be forgotten", metadata: ["reason": "\(error)"])
        }
    }
}
