/// Ranges outside a network that are routed to one of its nodes or clients.
public enum RoutedRanges {
    /// The most ranges that one gateway, node or client has of its own.
    public static let maximumCount = 64
    /// The most prefixes that route to one node, those of its clients included: its record has to fit a frame.
    public static let maximumInRecord = 4096

    /// Ranges in order, if each can be routed and none overlaps another.
    ///
    /// - Parameter field: what the ranges are called where they come from.
    /// - Throws: `ModelError.Code.invalidValue`.
    public static func checked(
        _ ranges: some Sequence<IPPrefix>, field: String
    ) throws(ModelError) -> [IPPrefix] {
        let ranges = ranges.sorted()
        guard ranges.count <= maximumCount else {
            throw ModelError(
                .invalidValue, field: field, message: "\(ranges.count) ranges are too many",
                remedy: "give at most \(maximumCount), each as wide as it can be")
        }
        for range in ranges where range.address.isLoopback || range.address.isLinkLocal || range.address.isMulticast {
            throw ModelError(
                .invalidValue, field: field, message: "\(range) is nothing that packets are routed to",
                remedy: "give a range such as 192.168.1.0/24")
        }
        // In order, what overlaps a range stands next to it or within it.
        for (range, next) in zip(ranges, ranges.dropFirst()) where range.overlaps(next) {
            throw ModelError(
                .invalidValue, field: field,
                message: range == next ? "\(range) is given twice" : "\(next) lies within \(range)",
                remedy: "give each range once, the wider of the two alone")
        }
        return ranges
    }
}

extension NetworkState {
    /// What is routed to a node besides its own addresses, in order: what it is an egress gateway for, its own extra
    /// ranges, and its external clients with what lies behind them.
    public func ranges(routedTo node: Node) -> [IPPrefix] {
        Self.ranges(routedTo: node, with: admittedClients(of: node))
    }

    /// - Parameter clients: those that are let in by it.
    static func ranges(routedTo node: Node, with clients: [ExternalClient]) -> [IPPrefix] {
        let own = node.allowedRanges + (node.roles.egress?.ranges ?? [])
        return (own + clients.flatMap(\.allowedIPs)).sorted()
    }

    /// The clients that are let in by a node now, in the order of their ids.
    public func admittedClients(of node: Node) -> [ExternalClient] {
        guard node.roles.ingress != nil else { return [] }
        return clients(of: node.id).filter { $0.access == .enabled }
    }

    /// What a node of this network is told about itself.
    public func configuration(of node: Node) -> NodeConfiguration {
        NodeConfiguration(of: node, in: network, clients: admittedClients(of: node))
    }

    /// - Parameter holder: who is to have the ranges, and may have them already.
    /// - Throws: `ModelError.Code.conflict` for a range that overlaps the network's or another's, which is named.
    public func requireRoutable(
        _ ranges: [IPPrefix], to holder: RangeHolder, field: String
    ) throws(ModelError) {
        for range in ranges {
            if let own = network.ranges.all.first(where: { $0.overlaps(range) }) {
                throw ModelError(
                    .conflict, field: field, message: "\(range) overlaps \(own), the range of network \(network.name)",
                    remedy: "give a range that lies outside of the network")
            }
            if let other = rangeHolder(overlapping: range, besides: holder) {
                throw ModelError(
                    .conflict, field: field,
                    message: "\(range) overlaps \(other.range), which \(title(of: other.holder)) has",
                    remedy: "choose another range, or take that one away there first")
            }
        }
    }

    /// Whoever has ranges, for people.
    public func title(of holder: RangeHolder) -> String {
        switch holder {
        case .egress(let id): "egress gateway \(nodes[id]?.name.description ?? id.description)"
        case .node(let id): "node \(nodes[id]?.name.description ?? id.description)"
        case .client(let id): "external client \(clients[id]?.name.description ?? id.description)"
        }
    }
}
