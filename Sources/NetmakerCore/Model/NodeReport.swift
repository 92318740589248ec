/// What an agent says of its own machine when it joins and whenever it changes: only what is the machine's to say.
public struct NodeReport: Hashable, Sendable, Codable {
    public var listenPort: ListenPort
    public var interface: InterfaceName
    public var mtu: MTU
    /// The machine's addresses on its own networks; the first `EndpointCandidates.maximumLocal` count.
    public var localAddresses: [InterfaceAddress]
    /// Where the owner says the machine is reached; `.keep` leaves what an admin set.
    public var pinnedEndpoint: Update<Endpoint>
    public var facts: NodeFacts
    /// The WireGuard key that the machine is going to use, once the server says so; nil when it has made none.
    public var nextPublicKey: PublicKey?
    /// What it says besides that is not the machine's to say: nothing, from an honest agent. The values are not read.
    public var claims: [NodeField]

    public init(
        listenPort: ListenPort, interface: InterfaceName, mtu: MTU, localAddresses: [InterfaceAddress],
        pinnedEndpoint: Update<Endpoint> = .keep, facts: NodeFacts, nextPublicKey: PublicKey? = nil,
        claims: [NodeField] = []
    ) {
        self.listenPort = listenPort
        self.interface = interface
        self.mtu = mtu
        self.localAddresses = localAddresses
        self.pinnedEndpoint = pinnedEndpoint
        self.facts = facts
        self.nextPublicKey = nextPublicKey
        self.claims = claims
    }

    /// As a server keeps it: with those of its addresses by which a machine can be reached. One inside the network leads
    /// through the tunnel itself.
    ///
    /// - Parameter ranges: of the network.
    public func kept(outside ranges: AddressRanges) -> NodeReport {
        var kept = self
        kept.localAddresses = Array(
            localAddresses.lazy.filter { $0.address.isUnicast && !ranges.contains($0.address) }
                .prefix(EndpointCandidates.maximumLocal))
        return kept
    }
}
