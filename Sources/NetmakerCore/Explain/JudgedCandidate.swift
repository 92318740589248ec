/// One of a peer's endpoint candidates, and what a viewer makes of it.
public struct JudgedCandidate: Hashable, Sendable, Codable {
    /// Where it is known from.
    public enum Origin: String, Hashable, Sendable, Codable, CaseIterable {
        /// An admin or the machine's owner has stated it.
        case pinned
        /// It is an address of the machine on a network of its own.
        case local
        /// The server sees the machine come from there.
        case observed
    }

    public let endpoint: Endpoint
    public let origin: Origin
    /// Whether the viewer may try it.
    public let isUsable: Bool
    /// Why, or why not: lower case, no full stop.
    public let reason: String
}

extension EndpointChoice {
    /// All candidates there are, the usable ones in the order of `usable(_:from:)`, each with the reason.
    static func judged(_ candidates: EndpointCandidates, from vantage: Vantage) -> [JudgedCandidate] {
        let observed = [candidates.observedIPv4, candidates.observedIPv6].compactMap(\.self)
        let all =
            (candidates.pinned.map { [judged($0, .pinned, from: vantage)] } ?? [])
            + candidates.local.map { judged($0, from: vantage) }
            + observed.map { judged($0, .observed, from: vantage) }
        guard candidates.pinned != nil else { return all }
        return all.map { candidate in
            guard candidate.origin != .pinned else { return candidate }
            return JudgedCandidate(
                endpoint: candidate.endpoint, origin: candidate.origin, isUsable: false,
                reason: "it is not tried, since one is set by hand")
        }
    }

    private static func judged(
        _ local: EndpointCandidates.Local, from vantage: Vantage
    ) -> JudgedCandidate {
        guard vantage.sharesLink(with: local) else {
            let isOnSubnet = vantage.localAddresses.contains { local.subnet.contains($0.address) }
            return JudgedCandidate(
                endpoint: local.endpoint, origin: .local, isUsable: false,
                reason: isOnSubnet
                    ? "both are on a network \(local.subnet), but behind different public addresses"
                    : "it is on a network of its own, \(local.subnet)")
        }
        let candidate = judged(local.endpoint, .local, from: vantage)
        guard candidate.isUsable else { return candidate }
        return JudgedCandidate(
            endpoint: local.endpoint, origin: .local, isUsable: true,
            reason: "both are on \(local.subnet)" + (local.behind.map { " behind \($0)" } ?? ""))
    }

    private static func judged(
        _ endpoint: Endpoint, _ origin: JudgedCandidate.Origin, from vantage: Vantage
    ) -> JudgedCandidate {
        let obstacle = vantage.obstacle(to: endpoint.address)
        let reason =
            origin == .pinned
            ? "it is set by hand, and so the only one that is tried"
            : "the server sees it come from there, and it listens on that port"
        return JudgedCandidate(
            endpoint: endpoint, origin: origin, isUsable: obstacle == nil, reason: obstacle?.reason ?? reason)
    }
}

extension Vantage {
    /// What keeps packets to an address from leaving the machine outside of the tunnel.
    enum Obstacle: Hashable {
        case notUnicast, inTunnel
        case otherFamily(bits: Int)

        var reason: String {
            switch self {
            case .notUnicast: "no other machine is reached at such an address"
            case .inTunnel: "it lies in the network's own range, and would lead the tunnel into itself"
            case .otherFamily(let bits): "the other machine has no \(bits == 32 ? "IPv4" : "IPv6") address"
            }
        }
    }

    /// Nil when there is none: exactly then `reaches` is true.
    func obstacle(to address: IPAddress) -> Obstacle? {
        if reaches(address) { return nil }
        if !address.isUnicast { return .notUnicast }
        if tunneledRanges.contains(where: { $0.contains(address) }) { return .inTunnel }
        return .otherFamily(bits: address.bitWidth)
    }
}

extension Vantage {
    /// Where a node stands, as its agent has reported and the server sees it.
    init(of node: Node, in network: Network) {
        self.init(
            localAddresses: node.localAddresses,
            observedAddresses: [node.observedIPv4.map(IPAddress.v4), node.observedIPv6.map(IPAddress.v6)]
                .compactMap(\.self), tunneledRanges: network.ranges.all)
    }
}
