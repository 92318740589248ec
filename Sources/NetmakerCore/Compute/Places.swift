/// Who has addresses of a network.
protocol Addressed {
    var ipv4: IPv4Address? { get set }
    var ipv6: IPv6Address? { get set }
}

extension Node: Addressed {}
extension ExternalClient: Addressed {}

extension Addressed {
    var withoutAddresses: Self {
        var copy = self
        (copy.ipv4, copy.ipv6) = (nil, nil)
        return copy
    }
}

/// The places of a range that a network gets.
struct Places {
    private let range: IPPrefix
    private let former: AddressRanges
    private let now: Timestamp
    private var allocator: AddressAllocator

    init(in range: IPPrefix, from former: AddressRanges, now: Timestamp) {
        self.range = range
        self.former = former
        self.now = now
        allocator = AddressAllocator(range: range)
    }

    /// Gives each an address, in their order: first those whose host number is there and free, then the rest the lowest.
    ///
    /// - Parameters:
    ///   - holders: as they were.
    ///   - moved: the same as they become.
    /// - Throws: `ModelError.Code.exhausted` when the range does not hold them all.
    mutating func take<Holder: Addressed>(for holders: [Holder], as moved: inout [Holder]) throws(ModelError) {
        var others: [Int] = []
        for (index, holder) in holders.enumerated() {
            let number = former.hostNumber(of: holder, for: range)
            guard let address = number.flatMap(range.address(numbered:)), allocator.isFree(address) else {
                others.append(index)
                continue
            }
            try allocator.claim(address)
            moved[index].take(address)
        }
        for index in others { moved[index].take(try allocator.allocate(now: now)) }
    }
}

extension Addressed {
    fileprivate mutating func take(_ address: IPAddress) {
        switch address {
        case .v4(let address): ipv4 = address
        case .v6(let address): ipv6 = address
        }
    }
}

extension AddressRanges {
    /// The host number behind an address of a range's family where there is one, else of the other.
    fileprivate func hostNumber(of holder: some Addressed, for range: IPPrefix) -> UInt128? {
        let v4 = holder.ipv4.flatMap { address in ipv4.map { UInt128(address.rawValue - $0.address.rawValue) } }
        let v6 = holder.ipv6.flatMap { address in ipv6.map { address.rawValue - $0.address.rawValue } }
        return switch range {
        case .v4: v4 ?? v6
        case .v6: v6 ?? v4
        }
    }
}

extension IPPrefix {
    /// The address so far behind the first; nil when the range ends before, or no machine may have it: neither number 0
    /// (the network, or the subnet-router anycast address of RFC 4291) nor IPv4's last (the broadcast).
    func address(numbered host: UInt128) -> IPAddress? {
        guard host > 0 else { return nil }
        switch self {
        case .v4(let prefix):
            let last = (UInt128(1) << UInt128(32 - prefix.length)) - 1
            return host < last ? .v4(IPv4Address(rawValue: prefix.address.rawValue + UInt32(host))) : nil
        case .v6(let prefix):
            let isInside = prefix.length == 0 || host < UInt128(1) << UInt128(128 - prefix.length)
            return isInside ? .v6(IPv6Address(rawValue: prefix.address.rawValue + host)) : nil
        }
    }
}
