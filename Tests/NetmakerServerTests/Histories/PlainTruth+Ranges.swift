import NetmakerCore

/// All of a network move. Nodes that have a host number of the new range keep it; the others then get the lowest that
/// are left, in the order of their ids. Clients follow, in the same way.
/// An address that is said elsewhere goes where its holder goes, or where its own number is left.
extension PlainTruth {
    /// - Returns: the nodes that moved, in the order of their names; nil when the ranges are what they were.
    mutating func changeRanges(
        of name: NetworkName, to ranges: AddressRanges, seen: Revision?
    ) throws(Refusal) -> [Node]? {
        let network = try require(name)
        try require(seen, at: network.ownRevision)
        if let local = network.options.localRange, ranges.all.contains(where: { PlainNetwork.meet(local, $0) }) {
            throw .invalidValue
        }
        if ranges != network.ranges { try network.require(vacant: ranges) }
        var nodes = network.nodes.filter { $0.standing.admission == .admitted }.sorted { $0.id < $1.id }
        var clients = network.clients.map(\.client).sorted { $0.id < $1.id }
        var holders = nodes.map { ($0.ipv4, $0.ipv6) }
        let moved = try network.places(of: holders, in: ranges, besides: [])
        for (index, place) in moved.enumerated() { (nodes[index].ipv4, nodes[index].ipv6) = place }
        if ranges == network.ranges { return nil }
        holders = clients.map { ($0.ipv4, $0.ipv6) }
        let movedClients = try network.places(of: holders, in: ranges, besides: nodes.flatMap(\.addresses))
        for (index, place) in movedClients.enumerated() { (clients[index].ipv4, clients[index].ipv6) = place }
        let moving = network.moving(nodes, clients, to: ranges)
        for index in nodes.indices {
            guard let servers = nodes[index].roles.ingress?.nameServers, !servers.isEmpty else { continue }
            nodes[index].roles.ingress = try? IngressGateway(nameServers: servers.map(moving))
        }
        for index in clients.indices { clients[index].nameServers = clients[index].nameServers.map(moving) }
        let changed = nodes.filter { node in network.nodes.first { $0.id == node.id } != node }
        lastMove = now
        change(name) { network in
            // Nobody's rest goes on who is somebody's, and none outside the ranges.
            let held = network.nodes.flatMap(\.addresses) + network.clients.flatMap(\.client.addresses)
            network.freed = network.freed.filter { address, _ in
                !held.contains(address) && ranges.all.contains { $0.contains(address) }
            }
            network.ranges = ranges
            network.ownRevision = network.revision
            for index in network.nodes.indices {
                guard var node = changed.first(where: { $0.id == network.nodes[index].id }) else { continue }
                node.revision = Revision(network.revision)
                network.nodes[index] = node
            }
            for index in network.clients.indices {
                guard var client = clients.first(where: { $0.id == network.clients[index].id }),
                    client != network.clients[index].client
                else { continue }
                client.revision = Revision(network.revision)
                network.clients[index].client = client
            }
            for index in network.records.indices {
                guard case .addresses(let old) = network.records[index].target,
                    let new = try? DNSAddresses(old.all.map(moving)), new != old
                else { continue }
                network.records[index].target = .addresses(new)
                network.records[index].revision = Revision(network.revision)
            }
        }
        return changed.filter { node in network.nodes.first { $0.id == node.id }?.addresses != node.addresses }
            .sorted { $0.name < $1.name }
    }
}

extension PlainNetwork {
    /// Where an address goes that is said somewhere, when nodes and clients have gone to theirs.
    fileprivate func moving(
        _ nodes: [Node], _ clients: [ExternalClient], to new: AddressRanges
    ) -> (IPAddress) -> IPAddress {
        var holders: [(old: [IPAddress], new: [IPAddress])] = []
        for node in nodes {
            holders.append((self.nodes.first { $0.id == node.id }?.addresses ?? [], node.addresses))
        }
        for client in clients {
            holders.append((self.clients.first { $0.id == client.id }?.client.addresses ?? [], client.addresses))
        }
        return { address in
            if let holder = holders.first(where: { $0.old.contains(address) }) {
                return holder.new.first { $0.bitWidth == address.bitWidth } ?? address
            }
            var place: IPAddress?
            switch address {
            case .v4(let old):
                guard let former = ranges.ipv4, let range = new.ipv4, former.contains(old) else { return address }
                place = .v4(IPv4Address(rawValue: old.rawValue &- former.address.rawValue &+ range.address.rawValue))
                if place == .v4(range.last) { return address }
            case .v6(let old):
                guard let former = ranges.ipv6, let range = new.ipv6, former.contains(old) else { return address }
                place = .v6(IPv6Address(rawValue: old.rawValue &- former.address.rawValue &+ range.address.rawValue))
            }
            guard let place, new.all.contains(where: { $0.contains(place) && $0.address != place }),
                !holders.contains(where: { $0.new.contains(place) })
            else { return address }
            return place
        }
    }

    /// Where each goes, in the order they are given.
    fileprivate func places(
        of holders: [(IPv4Address?, IPv6Address?)], in new: AddressRanges, besides others: [IPAddress]
    ) throws(Refusal) -> [(IPv4Address?, IPv6Address?)] {
        var places: [(IPv4Address?, IPv6Address?)] = holders.map { _ in (nil, nil) }
        if let range = new.ipv4 {
            let size = UInt128(1) << UInt128(32 - range.length)
            let wanted = holders.map { number(of: $0.0) ?? number(of: $0.1) }
            let taken = Set(
                others.compactMap { address -> UInt128? in
                    guard case .v4(let address) = address else { return nil }
                    return UInt128(address.rawValue - range.address.rawValue)
                })
            let numbers = try Self.numbers(wanted, through: max(size, 2) - 2, besides: taken)
            for (index, number) in numbers.enumerated() {
                places[index].0 = IPv4Address(rawValue: range.address.rawValue + UInt32(number))
            }
        }
        if let range = new.ipv6 {
            let wanted = holders.map { number(of: $0.1) ?? number(of: $0.0) }
            let taken = Set(
                others.compactMap { address -> UInt128? in
                    guard case .v6(let address) = address else { return nil }
                    return address.rawValue - range.address.rawValue
                })
            let last = (UInt128(1) << UInt128(128 - range.length)) - 1
            let numbers = try Self.numbers(wanted, through: last, besides: taken)
            for (index, number) in numbers.enumerated() {
                places[index].1 = IPv6Address(rawValue: range.address.rawValue + number)
            }
        }
        return places
    }

    private func number(of address: IPv4Address?) -> UInt128? {
        guard let address, let range = ranges.ipv4 else { return nil }
        return UInt128(address.rawValue - range.address.rawValue)
    }

    private func number(of address: IPv6Address?) -> UInt128? {
        guard let address, let range = ranges.ipv6 else { return nil }
        return address.rawValue - range.address.rawValue
    }

    private static func numbers(
        _ wanted: [UInt128?], through last: UInt128, besides others: Set<UInt128>
    ) throws(Refusal) -> [UInt128] {
        var taken = others
        var kept: [UInt128?] = []
        for number in wanted {
            if let number, number >= 1, number <= last, taken.insert(number).inserted {
                kept.append(number)
            } else {
                kept.append(nil)
            }
        }
        var numbers: [UInt128] = []
        for number in kept {
            if let number {
                numbers.append(number)
                continue
            }
            guard let lowest = (1...UInt128(taken.count + 1)).first(where: { !taken.contains($0) }), lowest <= last
            else { throw .exhausted }
            taken.insert(lowest)
            numbers.append(lowest)
        }
        return numbers
    }
}
