internal import NetmakerCore

/// Where addresses go when a network gets other ranges: each keeps its host number where the new range has it. What
/// address one gets whose number the range does not have is the server's to say.
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
