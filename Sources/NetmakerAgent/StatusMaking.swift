internal import NetmakerCore
internal import NetmakerWG

/// Makes a status out of what a node was told and what its device has.
struct StatusMaking {
    let configuration: NodeConfiguration?
    let map: PeerMap?
    let device: DeviceState?
    let link: LinkState?
    let localAddresses: [InterfaceAddress]
    /// By the clock that dates handshakes.
    let time: Timestamp

    /// Whether an interface is wanted.
    private var isWanted: Bool { configuration?.status == .active && map != nil && !isOver(configuration?.expiresAt) }

    private func isOver(_ end: Timestamp?) -> Bool { end.map { $0 <= time } ?? false }

    // MARK: Peers

    var peers: [AgentStatus.Peer] {
        let own = Set((configuration?.clients ?? []).flatMap(\.allowedIPs))
        return (map?.peers.values.map { $0 } ?? []).sorted { $0.name < $1.name }.map { peer($0, besides: own) }
    }

    private func peer(_ record: PeerRecord, besides own: Set<IPPrefix>) -> AgentStatus.Peer {
        var peer = AgentStatus.Peer(record)
        guard let device else { return peer }
        let state = device.peers[record.publicKey]
        peer.isMissing = state == nil
        if let state {
            peer.endpoint = state.endpoint?.endpoint
            peer.lastHandshake = state.lastHandshake
            peer.receivedBytes = state.receivedBytes
            peer.sentBytes = state.sentBytes
            peer.persistentKeepalive = state.persistentKeepalive
            peer.isLocal = peer.endpoint.map { endpoint in
                record.candidates.local.contains { $0.endpoint == endpoint }
            }
            let allowed = Set(state.allowedIPs)
            let lacking = record.allowedIPs.filter { !allowed.contains($0) && !own.contains($0) }
            peer.notAllowed = lacking.isEmpty ? nil : lacking
            if let first = lacking.first { peer.heldBy = holder(of: first, on: device) }
        }
        if let link {
            let notLed = record.allowedIPs.filter { !link.leads($0) }
            peer.notLed = notLed.isEmpty ? nil : notLed
        }
        if !peer.isAlive(at: time), let configuration {
            let vantage = Vantage(
                localAddresses: localAddresses, observedAddresses: configuration.observedAddresses,
                tunneledRanges: configuration.ranges.all)
            peer.usableEndpoints = EndpointChoice.usable(record.candidates, from: vantage)
        }
        return peer
    }

    private func holder(of prefix: IPPrefix, on device: DeviceState) -> NodeName? {
        let key = device.peers.keys.first { device.peers[$0]?.allowedIPs.contains(prefix) ?? false }
        return map?.peers.values.first { key.map($0.publicKeys.contains) ?? false }?.name
    }

    var clients: [AgentStatus.Client] {
        (configuration?.clients ?? []).map { client in
            AgentStatus.Client(
                name: client.name?.name, publicKey: client.publicKey, addresses: client.allowedIPs,
                lastHandshake: device?.peers[client.publicKey]?.lastHandshake, expiresAt: client.expiresAt)
        }.sorted {
            ($0.name?.description ?? "", $0.publicKey.description) < (
                $1.name?.description ?? "", $1.publicKey.description
            )
        }
    }

    // MARK: What differs

    /// In what the interface differs from what it should be, in sentences.
    func drift(of peers: [AgentStatus.Peer], on interface: InterfaceName) -> [String] {
        guard isWanted, let configuration else {
            return device == nil ? [] : ["interface \(interface) is there, and should not be"]
        }
        guard let device, let link else { return ["interface \(interface) is not there"] }
        var drift: [String] = []
        if !link.isUp { drift.append("interface \(interface) is down") }
        let lacking = configuration.addresses.filter { !link.addresses.contains($0) }
        if !lacking.isEmpty {
            drift.append("it lacks the address \(lacking.map(\.description).joined(separator: ", "))")
        }
        if device.listenPort != configuration.listenPort {
            drift.append(
                "it listens on port \(device.listenPort.map { "\($0)" } ?? "-"), not \(configuration.listenPort)")
        }
        let missing = peers.filter { $0.isMissing == true && !isOver($0.expiresAt) }
        if !missing.isEmpty { drift.append("the device lacks \(Self.named(missing))") }
        let unallowed = peers.filter { $0.notAllowed != nil }
        if !unallowed.isEmpty {
            drift.append("the device does not send all that it should to \(Self.named(unallowed))")
        }
        let known = Set(map?.peers.values.flatMap(\.publicKeys) ?? []).union(configuration.clients.map(\.publicKey))
        let foreign = device.peers.keys.filter { !known.contains($0) }
        if !foreign.isEmpty {
            drift.append(
                foreign.count == 1
                    ? "the device has a peer that is not the network's: \(foreign[0])"
                    : "the device has \(foreign.count) peers that are not the network's")
        }
        return drift
    }

    private static func named(_ peers: [AgentStatus.Peer]) -> String {
        let names = peers.prefix(3).map(\.name.description).joined(separator: ", ")
        return peers.count > 3 ? "\(names) and \(peers.count - 3) more" : names
    }
}

extension LinkState {
    /// Whether packets for a range are led over it, by its own addresses or our routes.
    fileprivate func leads(_ range: IPPrefix) -> Bool {
        isUp
            && (addresses.contains { $0.prefix.contains(range.address) }
                || routes.contains { $0.destination.contains(range.address) })
    }
}

extension AgentStatus {
    /// What a node was told about itself.
    mutating func take(_ configuration: NodeConfiguration?) {
        guard let configuration else { return }
        status = configuration.status
        expiresAt = configuration.expiresAt
        roles = Roles(
            egress: configuration.roles.egress?.ranges ?? [], ingress: configuration.roles.ingress != nil,
            relay: configuration.roles.relay != nil)
        zones = configuration.dns.zones
    }
}
