public import NetmakerCore

/// Why a peer is reached from this machine, or is not: by what the machine was told and what its device has, without
/// asking anybody.
public struct LocalExplanation: Hashable, Sendable, Codable {
    public let network: NetworkName
    /// The peer itself, or the one whose client or range it is; nil for an external client that enters here.
    public let peer: AgentStatus.Peer?
    /// What was asked about: the peer's name, or what is behind it.
    public let target: String
    public let reachable: Explanation.Reachability
    /// The verdict and why: lower case, no full stop.
    public let summary: String
    /// The first is what to put right first.
    public let findings: [Finding]
}

extension LocalExplanation {
    /// What a network's status has to say about somebody; nil when nobody in it is meant.
    ///
    /// - Parameter text: a name, with or without the network's zone, an address, or an id.
    public init?(of text: String, in status: AgentStatus) {
        guard let place = Place(text, in: status) else { return nil }
        let findings = LocalExamination(of: place, in: status).findings
        network = status.network
        peer = place.peer
        target = place.title
        self.findings = findings
        let time = status.time ?? .latest
        let handshake = place.peer?.lastHandshake ?? place.client?.lastHandshake
        let isAlive = handshake.map { time.duration(since: $0) < EndpointChoice.sessionLifetime } ?? false
        let fault = findings.first { $0.weight == .fault }
        reachable = fault != nil ? .no : isAlive ? .yes : .unknown
        switch reachable {
        case .yes:
            let age = handshake.map { time.duration(since: $0).sentence } ?? "-"
            summary = "\(target) is reached: the last handshake was \(age) ago"
        case .no: summary = "\(target) is not reached: \(fault?.message ?? "-")"
        case .unknown:
            summary =
                "it is not known whether \(target) is reached: \(findings.first?.message ?? "no handshake is known")"
        }
    }

    /// Who is meant.
    struct Place {
        let title: String
        let peer: AgentStatus.Peer?
        let client: AgentStatus.Client?
        /// Where packets for it are sent; empty for all of the peer's.
        let targets: [IPAddress]

        init?(_ text: String, in status: AgentStatus) {
            let name = Self.withoutZone(text.lowercased(), status)
            let address = try? IPAddress(parsing: text)
            for peer in status.peers {
                if "\(peer.name)" == name || "\(peer.node)" == name
                    || address.map({ peer.addresses.contains($0) }) ?? false
                {
                    self.init(title: "\(peer.name)", peer: peer, client: nil, targets: address.map { [$0] } ?? [])
                    return
                }
            }
            for peer in status.peers {
                let client = peer.clients?.first { "\($0.name)" == name || address.map($0.addresses.contains) ?? false }
                if let client {
                    self.init(
                        title: "\(client.name), a client of \(peer.name)", peer: peer, client: nil,
                        targets: client.addresses)
                    return
                }
            }
            for client in status.clients ?? [] {
                let isMeant = client.name.map { "\($0)" == name } ?? false
                if isMeant || address.map({ address in client.addresses.contains { $0.contains(address) } }) ?? false {
                    self.init(
                        title: "\(client.name.map { "\($0)" } ?? text), a client of this node", peer: nil,
                        client: client,
                        targets: [])
                    return
                }
            }
            guard let address else { return nil }
            for peer in status.peers where peer.ranges?.contains(where: { $0.contains(address) }) ?? false {
                self.init(title: "\(address), behind \(peer.name)", peer: peer, client: nil, targets: [address])
                return
            }
            return nil
        }

        private init(title: String, peer: AgentStatus.Peer?, client: AgentStatus.Client?, targets: [IPAddress]) {
            self.title = title
            self.peer = peer
            self.client = client
            self.targets = targets
        }

        private static func withoutZone(_ text: String, _ status: AgentStatus) -> String {
            for zone in (status.zones ?? []).map(\.description) + ["\(status.network)"] where text.hasSuffix(".\(zone)")
            {
                return String(text.dropLast(zone.count + 1))
            }
            return text
        }
    }
}
