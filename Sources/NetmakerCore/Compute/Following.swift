/// What becomes of an address that is said somewhere when a network gets other ranges: it goes on meaning the same
/// machine. One of the former ranges that nobody has keeps its host number where the new range of its family has that
/// and nobody else gets it; any other stays what it is.
struct Following {
    private let former: AddressRanges
    private let ranges: AddressRanges
    /// Where those went who had addresses; nil where their family is no more.
    private var places: [IPAddress: IPAddress?] = [:]
    private var taken: Set<IPAddress> = []

    /// - Parameters:
    ///   - nodes: each before and after.
    ///   - clients: likewise.
    init(
        from former: AddressRanges, to ranges: AddressRanges, _ nodes: some Sequence<(Node, Node)>,
        _ clients: some Sequence<(ExternalClient, ExternalClient)>
    ) {
        self.former = former
        self.ranges = ranges
        for (before, after) in nodes { note((before.ipv4, before.ipv6), (after.ipv4, after.ipv6)) }
        for (before, after) in clients { note((before.ipv4, before.ipv6), (after.ipv4, after.ipv6)) }
    }

    private mutating func note(_ before: (IPv4Address?, IPv6Address?), _ after: (IPv4Address?, IPv6Address?)) {
        if let address = before.0 { places[.v4(address)] = .some(after.0.map(IPAddress.v4)) }
        if let address = before.1 { places[.v6(address)] = .some(after.1.map(IPAddress.v6)) }
        if let address = after.0 { taken.insert(.v4(address)) }
        if let address = after.1 { taken.insert(.v6(address)) }
    }

    func place(of address: IPAddress) -> IPAddress {
        if let place = places[address] { return place ?? address }
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
    private func places(of addresses: [IPAddress]) -> [IPAddress] {
        var places: [IPAddress] = []
        for place in addresses.map(place(of:)) where !places.contains(place) { places.append(place) }
        return places
    }

    // MARK: What says addresses

    func node(_ node: Node) throws(ModelError) -> Node {
        guard let ingress = node.roles.ingress, !ingress.nameServers.isEmpty else { return node }
        var node = node
        node.roles.ingress = try IngressGateway(nameServers: places(of: ingress.nameServers))
        return node
    }

    func client(_ client: ExternalClient) -> ExternalClient {
        var client = client
        client.nameServers = places(of: client.nameServers)
        return client
    }

    func record(_ record: DNSRecord) throws(ModelError) -> DNSRecord {
        guard case .addresses(let addresses) = record.target else { return record }
        var record = record
        record.target = .addresses(try DNSAddresses(addresses.all.map(place(of:))))
        return record
    }

    func servers(_ servers: DNSServers?) throws(ModelError) -> DNSServers? {
        guard let servers else { return nil }
        return try DNSServers(places(of: servers.addresses))
    }
}
