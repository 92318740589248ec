internal import Logging
internal import NetmakerAgentProtocol
internal import NetmakerCore
internal import NetmakerWG
internal import Synchronization

/// The file that people edit, led together with what the server says.
extension Agent {
    /// Looks at the file as often as the network says that its nodes check in.
    func keepConfiguration() async throws -> Ending {
        while true {
            let interval = (await tunnel.configuration)?.checkInInterval ?? .netmaker
            try await clock.sleep(for: interval.duration)
            await lookAtConfiguration()
        }
    }

    /// A disk that takes nothing keeps nobody from the server.
    func lookAtConfiguration() async {
        noteService()
        do {
            try await writing.taking { try await leadConfiguration() }
        } catch {
            logger.error("The configuration file cannot be kept", metadata: ["reason": "\(error)"])
        }
    }

    /// What the caller does in its turn of writing.
    ///
    /// - Parameter refusals: what the server has refused of what the file says.
    func leadConfiguration(refusing refusals: [NodeSetting.Field: NodeEditRefusal] = [:]) async throws {
        guard let configuration = await tunnel.configuration else { return }
        let known = memory.withLock { $0 }
        guard !known.isForgotten else { return }
        let view = NetConfig(
            server: known.credential.address, api: known.credential.api, configuration: configuration,
            publicKey: await tunnel.privateKey.publicKey,
            localAddress: known.told(await tunnel.localAddresses).first, isSupervised: known.isSupervised)
        let findings = try await twoWayFile.look(view, refusals: refusals)
        if let trouble = findings.trouble, trouble != watched.value.fileTrouble {
            logger.error("The configuration file does not count", metadata: ["reason": "\(trouble)"])
        }
        memory.withLock {
            $0.notices.add(findings.notices, at: clock.now)
            $0.localRanges = findings.localRanges ?? $0.localRanges
        }
        edits.update { $0 = findings.edits }
        watched.update {
            $0.fileTrouble = findings.trouble
            $0.unpublishedEdits = findings.edits.count
        }
        let isNews = findings.localRanges.map { $0 != known.localRanges } ?? false
        // Said by the next hello; the first one is still to come, or says so already.
        if isNews, [.connected, .checkingIn].contains(watched.value.connection) { reconnect.raise() }
    }

    /// Looks whether a service keeps the network. Where there are no services, or nobody knows at this moment, the file
    /// does not say.
    private func noteService() {
        var isSupervised: Bool?
        do {
            if environment.supervisor.isPresent { isSupervised = try environment.supervisor.kept().contains(network) }
        } catch {
            logger.warning("Whether a service keeps the network is not known", metadata: ["reason": "\(error)"])
        }
        memory.withLock { [isSupervised] in $0.isSupervised = isSupervised }
    }

    /// What the server has not made of the file's changes is put back. What it has made it says in the configuration, and
    /// only then the two agree.
    func heed(_ reply: NodeEditsReply) async {
        var refusals: [NodeSetting.Field: NodeEditRefusal] = [:]
        for refusal in reply.refusals {
            if let field = NodeSetting.Field(rawValue: refusal.field) { refusals[field] = refusal }
        }
        guard !refusals.isEmpty else { return }
        do {
            try await writing.taking { [refusals] in try await leadConfiguration(refusing: refusals) }
        } catch {
            logger.error("The configuration file cannot be kept", metadata: ["reason": "\(error)"])
        }
    }

    // MARK: At somebody's wish

    /// Publishes what the file says that is new, at once.
    ///
    /// - Throws: `AgentError`: `.damagedFile` for a file that means nothing, `.refused` when the server did not take all
    ///   of it, `.unreachable` when it did not answer.
    func push() async throws -> String {
        noteService()
        try await writing.taking { try await leadConfiguration() }
        let wanted = watched.value.unpublishedEdits
        if wanted > 0, watched.value.connection != .connected { reconnect.raise() }
        let isSettled = try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await self.watched.wait { $0.unpublishedEdits == 0 }
                return true
            }
            group.addTask {
                try await self.clock.sleep(for: Self.pullTimeout)
                return false
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
        guard isSettled else {
            let reason = watched.value.sessionTrouble ?? "it has not answered for \(Self.pullTimeout)"
            throw AgentError(
                .unreachable, message: "the server has not confirmed what the file says: \(reason)",
                remedy: "it is published once the server answers; see netclient status")
        }
        return try outcome(of: wanted)
    }

    /// - Parameter wanted: how many changes were to be published.
    func outcome(of wanted: Int) throws -> String {
        if let trouble = watched.value.fileTrouble {
            throw AgentError(
                .damagedFile, message: trouble,
                remedy: "then run netclient push -n \(network); the tunnel stays as it is")
        }
        let notices = memory.withLock { $0.notices.take(at: clock.now) }
        let refused = notices.filter { $0.kind == .refused }
        if let first = refused.first {
            let others = notices.filter { $0 != first }.map { "\n\($0)" }.joined()
            throw AgentError(
                .refused, message: "the server refused \(first.key): \(first.message)",
                remedy: first.remedy + others)
        }
        let published =
            wanted == 0
            ? "network \(network) has nothing to publish" : "network \(network) has published \(wanted) changes"
        return ([published] + notices.map { "\($0)" }).joined(separator: "\n")
    }
}
