internal import HashTreeCollections

/// Who moves where when a network gets other ranges. A node keeps its host number where the new range has it, else it
/// gets the lowest that is free.
public struct Readdressing: Hashable, Sendable {
    /// What one node's addresses were, and what they become; nil where there is no range of that family.
    public struct Move: Hashable, Sendable {
        public let node: NodeID
        public let name: NodeName
        public let formerIPv4: IPv4Address?
        public let formerIPv6: IPv6Address?
        public fileprivate(set) var ipv4: IPv4Address?
        public fileprivate(set) var ipv6: IPv6Address?

        /// The node when it has moved.
        public func applied(to node: Node) -> Node {
            var moved = node
            moved.ipv4 = ipv4
            moved.ipv6 = ipv6
            return moved
        }
    }

    public let ranges: AddressRanges
    /// Those who move, in the order of their names. Machines that wait to be let in have no address to move.
    public let moves: [Move]

    /// - Throws: `ModelError.Code.exhausted` when a range does not hold all nodes.
    public init(of state: NetworkState, to ranges: AddressRanges, now: Timestamp) throws(ModelError) {
        self.ranges = ranges
        let nodes = state.nodes.values.filter { $0.standing.admission == .admitted }.sorted { $0.id < $1.id }
        var moves = nodes.map { node in
            Move(
                node: node.id, name: node.name, formerIPv4: node.ipv4, formerIPv6: node.ipv6, ipv4: nil, ipv6: nil)
        }
        let former = state.network.ranges
        if let range = ranges.ipv4 {
            let places = try Self.places(of: nodes, from: former, to: .v4(range), now: now)
            for (index, address) in places.enumerated() { if case .v4(let ipv4) = address { moves[index].ipv4 = ipv4 } }
        }
        if let range = ranges.ipv6 {
            let places = try Self.places(of: nodes, from: former, to: .v6(range), now: now)
            for (index, address) in places.enumerated() { if case .v6(let ipv6) = address { moves[index].ipv6 = ipv6 } }
        }
        self.moves = moves.filter { $0.ipv4 != $0.formerIPv4 || $0.ipv6 != $0.formerIPv6 }
            .sorted { $0.name < $1.name }
    }

    /// The addresses of nodes in a range, in the nodes' order: first for those whose number it has, then for the rest.
    private static func places(
        of nodes: [Node], from former: AddressRanges, to range: IPPrefix, now: Timestamp
    ) throws(ModelError) -> [IPAddress] {
        var allocator = AddressAllocator(range: range)
        var places = [IPAddress?](repeating: nil, count: nodes.count)
        for (index, node) in nodes.enumerated() {
            guard let address = node.hostNumber(in: former, of: range).flatMap(range.address(numbered:)),
                allocator.isFree(address)
            else { continue }
            try allocator.claim(address)
            places[index] = address
        }
        var result: [IPAddress] = []
        for place in places {
            if let place { result.append(place) } else { result.append(try allocator.allocate(now: now)) }
        }
        return result
    }
}

extension Readdressing {
    /// The external clients that move with the nodes, as they become: in the order of their ids, each with its host
    /// number where the new range has it and no node, else with the lowest that is free.
    ///
    /// - Throws: `ModelError.Code.exhausted` when a range does not hold them as well.
    public func clients(of state: NetworkState, now: Timestamp) throws(ModelError) -> [ExternalClient] {
        let moved = Dictionary(moves.map { ($0.node, $0) }, uniquingKeysWith: { $1 })
        let nodes = state.nodes.values.map { node in moved[node.id]?.applied(to: node) ?? node }
        let clients = state.clients.values.sorted { $0.id < $1.id }
        var changed = clients
        for range in ranges.all {
            var allocator = AddressAllocator(range: range)
            for node in nodes {
                for address in node.addresses where range.contains(address) { try allocator.claim(address) }
            }
            for index in clients.indices {
                let number = hostNumber(
                    clients[index].ipv4, clients[index].ipv6, in: state.network.ranges, of: range)
                let kept = number.flatMap(range.address(numbered:)).flatMap { allocator.isFree($0) ? $0 : nil }
                let address: IPAddress
                if let kept {
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
        for index in changed.indices {
            if ranges.ipv4 == nil { changed[index].ipv4 = nil }
            if ranges.ipv6 == nil { changed[index].ipv6 = nil }
        }
        return zip(clients, changed).filter { $0.0 != $0.1 }.map(\.1)
    }
}

/// The host number behind an address of a range's family where there is one, else of the other.
private func hostNumber(
    _ ipv4: IPv4Address?, _ ipv6: IPv6Address?, in former: AddressRanges, of range: IPPrefix
) -> UInt128? {
    let v4 = ipv4.flatMap { address in former.ipv4.map { UInt128(address.rawValue - $0.address.rawValue) } }
    let v6 = ipv6.flatMap { address in former.ipv6.map { address.rawValue - $0.address.rawValue } }
    return switch range {
    case .v4: v4 ?? v6
    case .v6: v6 ?? v4
    }
}

extension Node {
    /// Its host number, of the same family where it has an address of that, else of the other.
    fileprivate func hostNumber(in former: AddressRanges, of range: IPPrefix) -> UInt128? {
        let v4 = ipv4.flatMap { address in former.ipv4.map { UInt128(address.rawValue - $0.address.rawValue) } }
        let v6 = ipv6.flatMap { address in former.ipv6.map { address.rawValue - $0.address.rawValue } }
        return switch range {
        case .v4: v4 ?? v6
        case .v6: v6 ?? v4
        }
    }
}

extension IPPrefix {
    /// The address so far behind the first; nil when the range ends before.
    fileprivate func address(numbered host: UInt128) -> IPAddress? {
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
