/// Where a path begins or ends.
public enum Place: Hashable, Sendable {
    case node(NodeID)
    case client(ExternalClientID)
    /// An address or a range outside of the network that is routed to one of its nodes or clients.
    case outside(IPPrefix, by: RangeHolder)
}

extension NetworkState {
    /// The place that is meant. By name it is found at once; by address it costs as much as there are nodes and
    /// clients.
    ///
    /// - Parameter field: what the reference is called where it comes from.
    /// - Throws: `ModelError.Code.notFound` when there is no such place in this network.
    public func place(_ reference: PlaceReference, field: String) throws(ModelError) -> Place {
        switch reference {
        case .name(let name): try place(named: name, field: field)
        case .address(let address): try place(at: address, field: field)
        case .range(let range): try outside(range, field: field)
        }
    }

    private func place(named name: DNSRecordName, field: String) throws(ModelError) -> Place {
        if let id = NodeID(ifValid: name.description), nodes[id] != nil { return .node(id) }
        if let id = ExternalClientID(ifValid: name.description), clients[id] != nil { return .client(id) }
        switch holder(of: name) ?? withoutZone(name).flatMap({ holder(of: $0) }) {
        case .node(let id, _): return .node(id)
        case .client(let id, _): return .client(id)
        case .dnsRecord(let name):
            switch dnsRecords[name]?.target {
            case .node(let id): return .node(id)
            // A name of several addresses is asked for by the first of them.
            case .addresses(let addresses):
                if let first = addresses.all.first { return try place(at: first, field: field) }
            case nil: break
            }
        case nil: break
        }
        throw ModelError(
            .notFound, field: field,
            message: "network \(network.name) has neither node nor external client \(ShownText(name.description))",
            remedy: "see who there is with nmctl node list and nmctl client list")
    }

    /// A name as it is in the network's zone; nil when no zone of the network's is behind it.
    private func withoutZone(_ name: DNSRecordName) -> DNSRecordName? {
        for zone in network.zones where name.description.hasSuffix(".\(zone)") {
            return DNSRecordName(ifValid: String(name.description.dropLast(zone.description.utf8.count + 1)))
        }
        return nil
    }

    private func place(at address: IPAddress, field: String) throws(ModelError) -> Place {
        if let node = nodes.values.first(where: { $0.addresses.contains(address) }) { return .node(node.id) }
        if let client = clients.values.first(where: { $0.addresses.contains(address) }) { return .client(client.id) }
        return try outside(IPPrefix(host: address), field: field)
    }

    private func outside(_ range: IPPrefix, field: String) throws(ModelError) -> Place {
        let shown = range.length == range.address.bitWidth ? range.address.description : range.description
        if let own = network.ranges.all.first(where: { $0.overlaps(range) }) {
            throw ModelError(
                .notFound, field: field,
                message: own.contains(range) && range.length == range.address.bitWidth
                    ? "nobody in network \(network.name) has \(shown)"
                    : "\(shown) is the network's own, and many are in it",
                remedy: "give one machine: see who there is with nmctl node list and nmctl client list")
        }
        guard let (routed, holder) = rangeHolder(overlapping: range) else {
            throw ModelError(
                .notFound, field: field,
                message: "\(shown) is outside of network \(network.name), and nobody in it routes there",
                remedy: "make a node an egress gateway for it with nmctl gateway egress set")
        }
        guard routed.contains(range) else {
            throw ModelError(
                .notFound, field: field,
                message: "of \(shown) only a part is routed: \(routed), by \(title(of: holder))",
                remedy: "ask for that range, or for one address")
        }
        return .outside(range, by: holder)
    }
}
