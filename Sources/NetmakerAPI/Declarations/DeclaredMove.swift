internal import NetmakerCore

/// Where addresses go when a network gets other ranges: each keeps its host number where the new range has it, and what
/// says an address follows it. What address one gets whose number the range does not have is the server's to say, and so
/// is what follows that.
struct DeclaredMove {
    let former: AddressRanges
    let ranges: AddressRanges

    init(from former: AddressRanges, to ranges: AddressRanges) {
        self.former = former
        self.ranges = ranges
    }

    /// A node or a client as it becomes, without the addresses that are not foreseen.
    func applied(to fields: DeclaredFields) throws(ModelError) -> DeclaredFields {
        let ipv4 = try fields.value("ipv4", as: IPv4Address.self)
        let ipv6 = try fields.value("ipv6", as: IPv6Address.self)
        guard ipv4 != nil || ipv6 != nil else { return fields }
        let v4 = ipv4.flatMap { address in former.ipv4.map { UInt128(address.rawValue &- $0.address.rawValue) } }
        let v6 = ipv6.flatMap { address in former.ipv6.map { address.rawValue &- $0.address.rawValue } }
        var moved = fields
        moved["ipv4"] = ranges.ipv4.flatMap { range in (v4 ?? v6).flatMap { Self.address($0, of: range) } }
            .map { .string($0.description) }
        moved["ipv6"] = ranges.ipv6.flatMap { range in (v6 ?? v4).flatMap { Self.address($0, of: range) } }
            .map { .string($0.description) }
        return moved
    }

    /// All of a network as it becomes.
    func applied(
        to objects: [DeclaredObject: DeclaredFields], in network: NetworkName
    ) throws(ModelError) -> [DeclaredObject: DeclaredFields] {
        var moved = objects
        var following = Following(from: former, to: ranges)
        for (object, before) in objects where object.network == network {
            let after = try applied(to: before)
            following.note(try before.addresses, movedTo: try after.addresses)
            moved[object] = after
        }
        for (object, fields) in moved where object.network == network {
            moved[object] = try Self.applied(following, to: fields, of: object.kind)
        }
        return moved
    }

    private static func applied(
        _ following: Following, to fields: DeclaredFields, of kind: DeclaredKind
    ) throws(ModelError) -> DeclaredFields {
        var moved = fields
        switch kind {
        case .network: moved["dnsServers"] = try following.places(of: fields["dnsServers"])
        case .node:
            guard case .object(var ingress)? = fields["ingress"] else { break }
            ingress["nameServers"] = try following.places(of: ingress["nameServers"])
            moved["ingress"] = .object(ingress)
        case .client: moved["nameServers"] = try following.places(of: fields["nameServers"])
        case .dnsRecord:
            // In the order in which the server says them.
            guard case .array(let texts)? = try following.places(of: fields["addresses"]) else { break }
            let addresses = try texts.compactMap(\.text).map { text throws(ModelError) in try IPAddress(parsing: text) }
            moved["addresses"] = .array(addresses.sorted().map { .string($0.description) })
        case .user: break
        }
        return moved
    }

    /// Neither the network's own nor the broadcast address.
    private static func address(_ number: UInt128, of range: IPv4Prefix) -> IPv4Address? {
        let last = UInt128(range.last.rawValue - range.address.rawValue)
        guard number > 0, number < last else { return nil }
        return IPv4Address(rawValue: range.address.rawValue + UInt32(number))
    }

    /// Not the subnet-router anycast address (RFC 4291, section 2.6.1).
    private static func address(_ number: UInt128, of range: IPv6Prefix) -> IPv6Address? {
        guard number > 0, number <= range.last.rawValue - range.address.rawValue else { return nil }
        return IPv6Address(rawValue: range.address.rawValue + number)
    }
}

extension Following {
    /// A list of addresses as a declaration has it; anything else as it is.
    fileprivate func places(of value: JSONValue?) throws(ModelError) -> JSONValue? {
        guard case .array(let items)? = value else { return value }
        let addresses = try items.compactMap(\.text).map { text throws(ModelError) in try IPAddress(parsing: text) }
        return .array(places(of: addresses).map { .string($0.description) })
    }
}

extension AddressRanges {
    /// Those of a network as a declaration has it.
    ///
    /// - Throws: `ModelError.Code.invalidValue` that names the field by its path.
    init(_ fields: DeclaredFields, of network: NetworkName) throws(ModelError) {
        let ipv4 = try fields.value("ipv4Range", as: IPv4Prefix.self)
        let ipv6 = try fields.value("ipv6Range", as: IPv6Prefix.self)
        do throws(ModelError) { try self.init(ipv4: ipv4, ipv6: ipv6) } catch {
            throw error.within(DeclaredObject.network(network).path)
        }
    }
}
