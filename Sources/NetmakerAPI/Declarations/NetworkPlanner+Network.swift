internal import NetmakerCore

extension NetworkPlanner {
    private var object: DeclaredObject { .network(network) }

    mutating func createNetwork() throws(ModelError) {
        guard now[object] == nil, target[object] != nil else { return }
        let (object, name) = (object, network)
        try create(object, object.kind.fields) { fields throws(ModelError) in
            .createNetwork(
                try RequestFields.read(
                    from: fields.merging(["name": .string(name.description)]) { $1 }, at: object.path))
        }
    }

    /// Gives the network its ranges. Whoever has an address moves with it.
    mutating func changeRanges() throws(ModelError) {
        guard let old = now[object], let new = target[object] else { return }
        let former = try AddressRanges(old, of: network)
        let ranges = try AddressRanges(new, of: network)
        guard former != ranges else { return }
        try makeRoom(for: ranges, beside: former)
        let object = object
        try change(object, DeclaredKind.rangeFields) { _ in
            .changeRanges(ChangeRangesRequest(ipv4Range: ranges.ipv4, ipv6Range: ranges.ipv6))
        }
        replaceState(try DeclaredMove(from: former, to: ranges).applied(to: now, in: network))
    }

    /// Changes all other settings.
    mutating func changeSettings() throws(ModelError) {
        try change(object, DeclaredKind.networkFields) { difference throws(ModelError) in
            .updateNetwork(try difference.request())
        }
    }

    /// A local range that is where the network's own is to be has to go first.
    private mutating func makeRoom(for ranges: AddressRanges, beside former: AddressRanges) throws(ModelError) {
        guard let local = try now[object]?.value("localRange", as: IPPrefix.self),
            ranges.all.contains(where: local.overlaps), var wanted = now[object]
        else { return }
        let next = try target[object]?.value("localRange", as: IPPrefix.self)
        let fits = next.map { next in !former.all.contains(where: next.overlaps) } ?? true
        wanted["localRange"] = fits ? target[object]?["localRange"] ?? .null : .null
        try change(object, ["localRange"], to: wanted) { difference throws(ModelError) in
            .updateNetwork(try difference.request())
        }
    }
}
