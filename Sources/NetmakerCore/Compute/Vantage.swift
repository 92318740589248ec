/// Where a viewer stands: what decides, of the facts about a peer, which of its endpoints the viewer can use.
public struct Vantage: Hashable, Sendable {
    /// The machine's addresses on its own networks, tunnels left out; empty when not known.
    public var localAddresses: [InterfaceAddress]
    /// Where the server sees the machine come from; empty when it was never told.
    public var observedAddresses: [IPAddress]
    /// The ranges that are routed into the tunnel. An endpoint inside them would send the tunnel through itself.
    public var tunneledRanges: [IPPrefix]

    public init(localAddresses: [InterfaceAddress], observedAddresses: [IPAddress], tunneledRanges: [IPPrefix]) {
        self.localAddresses = localAddresses
        self.observedAddresses = observedAddresses
        self.tunneledRanges = tunneledRanges
    }

    /// Whether an address is translated on the way to the server: the server sees one that the machine has not.
    public var isBehindNAT: Bool {
        observedAddresses.contains { observed in !localAddresses.contains { $0.address == observed } }
    }

    /// Whether packets to the address can leave the machine and stay out of the tunnel.
    func reaches(_ address: IPAddress) -> Bool {
        guard address.isUnicast, !tunneledRanges.contains(where: { $0.contains(address) }) else { return false }
        // With no address known at all nothing speaks against a try.
        guard !localAddresses.isEmpty else { return true }
        return localAddresses.contains { $0.address.isSameFamily(as: address) }
    }

    /// Whether the machine is on the link that the candidate lies on. Many sites use the same private subnet: where
    /// both public addresses are known, only equal ones make it the same place.
    func sharesLink(with candidate: EndpointCandidates.Local) -> Bool {
        guard localAddresses.contains(where: { candidate.subnet.contains($0.address) }) else { return false }
        let observed = observedAddresses.first { $0.isSameFamily(as: candidate.endpoint.address) }
        guard let observed, let behind = candidate.behind else { return true }
        return observed == behind
    }
}

extension IPAddress {
    fileprivate func isSameFamily(as other: IPAddress) -> Bool { bitWidth == other.bitWidth }
}
