/// What becomes of an address that is said somewhere when a network gets other ranges: it goes on meaning the same
/// machine. One of the former ranges that nobody has keeps its host number where the new range of its family has that
/// and nobody else gets it; any other stays what it is.
package struct Following {
    private let former: AddressRanges
    private let ranges: AddressRanges
    /// Where those went who had addresses.
    private var places: [IPAddress: IPAddress] = [:]
    private var taken: Set<IPAddress> = []

    package init(from former: AddressRanges, to ranges: AddressRanges) {
        self.former = former
        self.ranges = ranges
    }

    /// Somebody's addresses before and after: one of each family at most.
    package mutating func note(_ before: [IPAddress], movedTo after: [IPAddress]) {
        for address in before {
            if let place = after.first(where: { $0.bitWidth == address.bitWidth }) { places[address] = place }
        }
        taken.formUnion(after)
    }

    package func place(of address: IPAddress) -> IPAddress {
        if let place = places[address] { return place }
        guard let place = vacantPlace(of: address), !taken.contains(place) else { return address }
        return place
    }

    private func vacantPlace(of address: IPAddress) -> IPAddress? {
        switch address {
        case .v4(let v4):
            guard let former = former.ipv4, former.contains(v4) else { return nil }
            let number = UInt128(v4.rawValue - former.address.rawValue)
            return ranges.ipv4.flatMap { IPPrefix.v4($0).address(numbered: number) }
        case .v6(let v6):
            guard let former = former.ipv6, former.contains(v6) else { return nil }
            return ranges.ipv6.flatMap { IPPrefix.v6($0).address(numbered: v6.rawValue - former.address.rawValue) }
        }
    }

    /// In their order, each once.
    package func places(of addresses: [IPAddress]) -> [IPAddress] {
        var places: [IPAddress] = []
        for place in addresses.map(place(of:)) where !places.contains(place) { places.append(place) }
        return places
    }
}

/// What says addresses.
extension Following {
    func move(_ node: inout Node) throws(ModelError) {
        guard let ingress = node.roles.ingress, !ingress.nameServers.isEmpty else { return }
        node.roles.ingress = try IngressGateway(nameServers: places(of: ingress.nameServers))
    }

    func move(_ client: inout ExternalClient) {
        client.nameServers = places(of: client.nameServers)
    }

    func move(_ record: inout DNSRecord) throws(ModelError) {
        guard case .addresses(let addresses) = record.target else { return }
        record.target = .addresses(try DNSAddresses(places(of: addresses.all)))
    }

    func moved(_ servers: DNSServers) throws(ModelError) -> DNSServers {
        try DNSServers(places(of: servers.addresses))
    }
}

extension DNSTarget {
    /// Those it says; none for a node's, which are the node's to say.
    var addresses: [IPAddress] {
        if case .addresses(let addresses) = self { addresses.all } else { [] }
    }
}
