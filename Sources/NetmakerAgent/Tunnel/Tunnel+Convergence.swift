internal import Logging
internal import NetmakerCore
internal import NetmakerWG

/// Making the interface what it should be.
extension Tunnel {
    /// Makes the interface what it should be.
    ///
    /// - Parameter ids: the nodes that are known to be the only ones to differ; nil when any may.
    /// - Parameter formerKeys: keys that these nodes had before.
    func converge(only ids: [NodeID]? = nil, besides formerKeys: [PublicKey] = []) async throws {
        guard !isDown, let configuration, let map else { return }
        // Who has waited behind an implementation that does not answer need not find out as well.
        try Task.checkCancellation()
        guard takesPart(configuration) else { return try await standAside(configuration) }
        if standsAside { rolesChanged.raise() }
        standsAside = false
        // What was not opened was not read: anything may differ.
        let ids = opened == nil ? nil : ids
        // Held in one place while it changes: a second owner would make every change a copy of all of it. After an
        // error it is opened and read anew.
        var current: OpenedInterface
        if let opened {
            current = opened
        } else {
            current = try await open()
            interfaceMoved.raise()
        }
        opened = nil
        follow(ids, of: map, configuration)
        lookAtNeighbours()
        let link = try wantedLink(configuration)
        let changed = try await current.lead(to: link, index.firewallMark) { state in
            devicePlan(for: ids, besides: formerKeys, of: map, configuration, seeing: state)
        }
        if changed > 0 { logger.debug("Applied to the device", metadata: ["changes": "\(changed)"]) }
        opened = current
    }

    /// Whether the server lets the node take part, and its time is not over.
    func takesPart(_ configuration: NodeConfiguration) -> Bool {
        configuration.status == .active && !isOver(configuration.expiresAt)
    }

    private func isOver(_ moment: Timestamp?) -> Bool { moment.map { $0 <= serverClock.now(at: clock.now) } ?? false }

    /// Takes the interface away until the node takes part again.
    private func standAside(_ configuration: NodeConfiguration) async throws {
        guard !standsAside else { return }
        try await remove()
        standsAside = true
        rolesChanged.raise()
        let status = isOver(configuration.expiresAt) ? NodeStatus.expired : configuration.status
        logger.notice("The node takes no part in the network", metadata: ["reason": "\(status.rawValue)"])
    }

    /// Keeps count of what lies behind peers.
    private func follow(_ ids: [NodeID]?, of map: PeerMap, _ configuration: NodeConfiguration) {
        if ids == nil {
            routed.keep { map.peers[$0] != nil }
            let clients = configuration.clients.filter { !isOver($0.expiresAt) }
            routed.set(.ownClients, to: configuration.routed(clients.flatMap(\.allowedIPs)))
        }
        for id in ids ?? Array(map.peers.keys) {
            let ranges = map.peers[id].flatMap { isOver($0.expiresAt) ? nil : $0.ranges }
            routed.set(.node(id), to: ranges.map { configuration.routed($0) } ?? [])
        }
        guard routed.haveChanged else { return }
        routed.lower()
        link = nil
        rolesChanged.raise()
    }

    private func wantedLink(_ configuration: NodeConfiguration) throws -> LinkConfiguration {
        if let link { return link }
        let wanted = try LinkConfiguration(
            configuration, index: index, prefixes: prefixesBesideNeighbours(configuration), outside: outside)
        link = wanted
        return wanted
    }

    /// By what the interface is known to be ours.
    private var claim: InterfaceClaim {
        InterfaceClaim(
            keys: Set([privateKey.publicKey, formerKey?.publicKey].compactMap(\.self)), mark: index.firewallMark,
            peers: { [map] in map?.publicKeys ?? [] })
    }

    func remove() async throws {
        opened = nil
        if let reason = try await backend.remove(interface, claimedBy: claim) {
            logger.notice("An interface that is not ours is left alone", metadata: ["reason": "\(reason)"])
        }
    }

    private func open() async throws -> OpenedInterface {
        let current = try await OpenedInterface(interface, by: backend)
        try claim.check(current.deviceState, isBare: current.isBare)
        verifyAt = clock.now + Self.verificationInterval
        return current
    }

    private func devicePlan(
        for ids: [NodeID]?, besides formerKeys: [PublicKey], of map: PeerMap, _ configuration: NodeConfiguration,
        seeing state: DeviceState
    ) -> DevicePlan {
        let moment = PeerChoices.Moment(elapsed: clock.now, time: wallClock.now)
        var choices = PeerChoices(
            of: configuration, localAddresses: localAddresses, trials: trials,
            expecting: (ids?.count ?? map.peers.count) + configuration.clients.count)
        // Held in one place while it changes: a second owner would make every change a copy of all of it.
        trials = [:]
        defer { trials = choices.trials }
        for id in ids ?? Array(map.peers.keys) {
            if let record = map.peers[id], !isOver(record.expiresAt) {
                choices.choose(for: record, seeing: state.peers[record.publicKey], at: moment)
            } else {
                choices.forget(id)
            }
        }
        if ids == nil {
            for client in configuration.clients where !isOver(client.expiresAt) { choices.admit(client) }
        }
        let ends =
            (ids ?? Array(map.peers.keys)).compactMap { map.peers[$0]?.expiresAt }
            + configuration.clients.compactMap(\.expiresAt) + [configuration.expiresAt].compactMap(\.self)
        let now = serverClock.now(at: moment.elapsed)
        let nextEnd = ends.filter { $0 > now }.min().map { $0.duration(since: now) }
        let soon = [choices.lookAfter, nextEnd].compactMap(\.self).min().map { moment.elapsed + $0 }
        let former = min(lookAt ?? verifyAt, verifyAt)
        if ids == nil { lookAt = soon } else if let soon { lookAt = min(soon, lookAt ?? soon) }
        if let soon, soon < former { lookWanted.raise() }

        let wanted = DeviceConfiguration(
            privateKey: privateKey, listenPort: configuration.listenPort, firewallMark: index.firewallMark,
            peers: choices.peers)
        guard ids != nil else { return DevicePlan(from: state, to: wanted, now: moment.time) }
        let keys = Set(formerKeys).union(choices.peers.keys)
        return DevicePlan(from: state, to: wanted, peers: keys, now: moment.time)
    }
}
