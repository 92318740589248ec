internal import NetmakerCore

extension NetworkPlanner {
    /// Changes nodes' own settings, their addresses in an order in which each is free when its turn comes.
    mutating func changeNodes() throws(ModelError) {
        var moves: [TurnTaking<DeclaredObject, IPAddress>.Move] = []
        for node in objects(.node, in: target) where !difference(node, DeclaredKind.nodeFields).changes.isEmpty {
            moves.append(
                .init(
                    mover: node, from: Set(try now[node]?.addresses ?? []),
                    to: Set(try target[node]?.addresses ?? [])))
        }
        guard !moves.isEmpty else { return }
        var taken: Set<IPAddress> = []
        for fields in Array(now.values) + target.values { taken.formUnion(try fields.addresses) }
        for turn in TurnTaking(moves).turns {
            switch turn {
            case .move(let node):
                try change(node, DeclaredKind.nodeFields) { difference throws(ModelError) in
                    .updateNode(try difference.request())
                }
            case .stepAside(let node): try stepAside(node, &taken)
            }
        }
    }

    /// Gives a node addresses that nobody has or wants, in place of those it leaves.
    private mutating func stepAside(_ node: DeclaredObject, _ taken: inout Set<IPAddress>) throws(ModelError) {
        guard var wanted = now[node], let network = now[.network(network)] else { return }
        let ranges = try AddressRanges(network, of: self.network)
        for (field, range) in [("ipv4", ranges.ipv4.map(IPPrefix.v4)), ("ipv6", ranges.ipv6.map(IPPrefix.v6))] {
            guard let range, wanted[field] != nil, wanted[field] != target[node]?[field] else { continue }
            guard let free = range.highestAddress(but: taken) else {
                throw ModelError(
                    .conflict, field: "\(node.path).\(field)",
                    message: "nodes exchange addresses, and \(range) has none that is free meanwhile",
                    remedy: "remove a node, or move them one after the other with nmctl node update")
            }
            taken.insert(free)
            wanted[field] = .string(free.description)
        }
        try change(
            node, DeclaredKind.addressFields, to: wanted,
            remark: "for a moment, since nodes exchange their addresses"
        ) { difference throws(ModelError) in .updateNode(try difference.request()) }
    }

    /// Makes nodes gateways and relays, or takes that away; but for ingress gateways, which are so until their clients
    /// have left.
    mutating func changeRoles() throws(ModelError) {
        for node in objects(.node, in: target) {
            try changeEgress(of: node, to: target[node])
            try changeExtraRanges(of: node, to: target[node])
            if target[node]?.isIngress == true {
                try change(node, ["ingress"]) { difference throws(ModelError) in
                    .setIngress(try RequestFields.nested("ingress", of: difference))
                }
            }
            let isRelay = target[node]?["relay"] == true
            try change(node, ["relay"]) { _ in isRelay ? .setRelay : .removeRelay }
        }
    }

    mutating func removeIngresses() throws(ModelError) {
        for node in objects(.node, in: target) where target[node]?.isIngress != true {
            try change(node, ["ingress"]) { _ in .removeIngress }
        }
    }

    // MARK: Ranges

    /// Takes from everybody what somebody else is to have, or the network itself, before anybody gets anything.
    mutating func releaseRanges() throws(ModelError) {
        var gained: [(range: IPPrefix, place: RangePlace)] = []
        for place in rangePlaces {
            let held = Set(try place.ranges(in: now))
            for range in try place.ranges(in: target) where !held.contains(range) { gained.append((range, place)) }
        }
        if let fields = target[.network(network)] {
            let place = RangePlace(object: .network(network))
            for range in try AddressRanges(fields, of: network).all { gained.append((range, place)) }
        }
        guard !gained.isEmpty else { return }
        for place in rangePlaces {
            let held = try place.ranges(in: now)
            let kept = Set(try place.ranges(in: target)).intersection(held)
            let lost = held.filter { !kept.contains($0) }
            let isWanted = lost.contains { range in
                gained.contains { $0.place != place && $0.range.overlaps(range) }
            }
            guard isWanted, var wanted = now[place.object] else { continue }
            let ranges = JSONValue.array(held.filter(kept.contains).map { .string($0.description) })
            if place.isEgress, case .object(var egress)? = wanted["egress"] {
                egress["ranges"] = ranges
                wanted["egress"] = kept.isEmpty ? .null : .object(egress)
                try changeEgress(of: place.object, to: wanted)
            } else {
                wanted["allowedRanges"] = ranges
                try changeExtraRanges(of: place.object, to: wanted)
            }
        }
    }

    /// Where ranges are held: by a node as a gateway or as its own, or by a client.
    struct RangePlace: Hashable {
        let object: DeclaredObject
        var isEgress = false

        func ranges(in state: [DeclaredObject: DeclaredFields]) throws(ModelError) -> [IPPrefix] {
            try isEgress ? state[object]?.egressRanges ?? [] : state[object]?.allowedRanges ?? []
        }
    }

    private var rangePlaces: [RangePlace] {
        let members = Set(now.keys).union(target.keys).sorted()
        return members.flatMap { object -> [RangePlace] in
            switch object.kind {
            case .node: [RangePlace(object: object, isEgress: true), RangePlace(object: object)]
            case .client: [RangePlace(object: object)]
            case .network, .dnsRecord, .user: []
            }
        }
    }

    private mutating func changeEgress(
        of node: DeclaredObject, to wanted: DeclaredFields?
    ) throws(ModelError) {
        let isGateway = wanted?["egress"].map { $0 != .null } ?? false
        try change(node, ["egress"], to: wanted) { difference throws(ModelError) in
            isGateway ? .setEgress(try RequestFields.nested("egress", of: difference)) : .removeEgress
        }
    }

    private mutating func changeExtraRanges(
        of object: DeclaredObject, to wanted: DeclaredFields?
    ) throws(ModelError) {
        try change(object, ["allowedRanges"], to: wanted) { difference throws(ModelError) in
            guard object.kind == .node else { return .updateClient(try difference.request()) }
            return .setExtraRanges(
                try RequestFields.read(
                    from: ["ranges": difference.values["allowedRanges"] ?? []], at: object.path))
        }
    }
}

extension RequestFields {
    /// The request that a field of an object is.
    static func nested<Request: Decodable>(
        _ field: String, of difference: NetworkPlanner.Difference
    ) throws(ModelError) -> Request {
        guard case .object(let fields)? = difference.values[field] else {
            throw ModelError(
                .invalidValue, field: "\(difference.object.path).\(field)", message: "\(field) is no object of fields",
                remedy: "report this as a fault")
        }
        return try read(from: fields, at: "\(difference.object.path).\(field)")
    }
}

extension IPPrefix {
    /// The highest that a machine may have, and that is none of these; nil when there is none.
    func highestAddress(but taken: Set<IPAddress>) -> IPAddress? {
        switch self {
        case .v4(let range):
            var number = range.last.rawValue
            while number > range.address.rawValue + 1 {
                number -= 1
                let address = IPAddress.v4(IPv4Address(rawValue: number))
                if !taken.contains(address) { return address }
            }
        case .v6(let range):
            var number = range.last.rawValue
            while number > range.address.rawValue {
                let address = IPAddress.v6(IPv6Address(rawValue: number))
                if !taken.contains(address) { return address }
                number -= 1
            }
        }
        return nil
    }
}
