/// The places of nodes and clients in other ranges.
extension Readdressing {
    /// All nodes' addresses before and after, in the nodes' order.
    static func moves(
        of nodes: [Node], from former: AddressRanges, to ranges: AddressRanges, now: Timestamp
    ) throws(ModelError) -> [Move] {
        var moves = nodes.map { node in
            Move(
                node: node.id, name: node.name, formerIPv4: node.ipv4, formerIPv6: node.ipv6, ipv4: nil, ipv6: nil)
        }
        for range in ranges.all {
            let places = try places(of: nodes, from: former, to: range, now: now)
            for (index, address) in places.enumerated() {
                switch address {
                case .v4(let ipv4): moves[index].ipv4 = ipv4
                case .v6(let ipv6): moves[index].ipv6 = ipv6
                }
            }
        }
        return moves
    }

    /// The addresses of nodes in a range, in the nodes' order: first for those whose number it has, then for the rest.
    private static func places(
        of nodes: [Node], from former: AddressRanges, to range: IPPrefix, now: Timestamp
    ) throws(ModelError) -> [IPAddress] {
        var allocator = AddressAllocator(range: range)
        var places = [IPAddress?](repeating: nil, count: nodes.count)
        for (index, node) in nodes.enumerated() {
            let number = former.hostNumber(node.ipv4, node.ipv6, for: range)
            guard let address = number.flatMap(range.address(numbered:)), allocator.isFree(address) else { continue }
            try allocator.claim(address)
            places[index] = address
        }
        var result: [IPAddress] = []
        for place in places {
            if let place { result.append(place) } else { result.append(try allocator.allocate(now: now)) }
        }
        return result
    }

    /// The external clients as they become, in their order: each in its turn with its host number where the new range
    /// has it and nobody else, or else with the lowest that is free.
    ///
    /// - Parameter nodes: as they become.
    static func places(
        of clients: [ExternalClient], besides nodes: [Node], from former: AddressRanges, to ranges: AddressRanges,
        now: Timestamp
    ) throws(ModelError) -> [ExternalClient] {
        var changed = clients
        for index in changed.indices { (changed[index].ipv4, changed[index].ipv6) = (nil, nil) }
        guard !clients.isEmpty else { return changed }
        for range in ranges.all {
            var allocator = AddressAllocator(range: range)
            for address in nodes.lazy.flatMap(\.addresses) where range.contains(address) {
                try allocator.claim(address)
            }
            for (index, client) in clients.enumerated() {
                let number = former.hostNumber(client.ipv4, client.ipv6, for: range)
                let address: IPAddress
                if let kept = number.flatMap(range.address(numbered:)), allocator.isFree(kept) {
                    try allocator.claim(kept)
                    address = kept
                } else {
                    address = try allocator.allocate(now: now)
                }
                switch address {
                case .v4(let address): changed[index].ipv4 = address
                case .v6(let address): changed[index].ipv6 = address
                }
            }
        }
        return changed
    }
}

extension AddressRanges {
    /// The host number behind an address of a range's family where there is one, else of the other.
    fileprivate func hostNumber(_ v4: IPv4Address?, _ v6: IPv6Address?, for range: IPPrefix) -> UInt128? {
        let v4 = v4.flatMap { address in ipv4.map { UInt128(address.rawValue - $0.address.rawValue) } }
        let v6 = v6.flatMap { address in ipv6.map { address.rawValue - $0.address.rawValue } }
        return switch range {
        case .v4: v4 ?? v6
        case .v6: v6 ?? v4
        }
    }
}

extension IPPrefix {
    /// The address so far behind the first; nil when the range ends before.
    func address(numbered host: UInt128) -> IPAddress? {
        switch self {
        case .v4(let prefix):
            let isInside = host < UInt128(1) << UInt128(32 - prefix.length)
            return isInside ? .v4(IPv4Address(rawValue: prefix.address.rawValue + UInt32(host))) : nil
        case .v6(let prefix):
            let isInside = prefix.length == 0 || host < UInt128(1) << UInt128(128 - prefix.length)
            return isInside ? .v6(IPv6Address(rawValue: prefix.address.rawValue + host)) : nil
        }
    }
}
