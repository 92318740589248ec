/// The host numbers of a range: how far an address lies behind the range's first.
struct HostNumbering: Sendable {
    let range: IPPrefix
    /// The numbers that are handed out: not 0 (the network, or the subnet-router anycast address of RFC 4291), not
    /// IPv4's last (the broadcast). Of IPv6 ranges wider than 2^32 addresses only the lowest 2^32: more than any
    /// network has, and numbers people can still read.
    let assignable: Range<UInt64>

    /// Where an address of the range stands.
    enum Place {
        /// Among those that are handed out.
        case assignable(UInt64)
        /// Above them, where an admin may still put a node.
        case above(IPv6Address)
    }

    init(range: IPPrefix) {
        self.range = range
        let bound: UInt64 =
            switch range {
            case .v4(let prefix): (1 << UInt64(32 - prefix.length)) - 1
            case .v6(let prefix): 1 << UInt64(min(32, 128 - prefix.length))
            }
        assignable = 1..<max(1, bound)
    }

    /// The address with an assignable number.
    func address(of host: UInt64) -> IPAddress {
        switch range {
        case .v4(let prefix): .v4(IPv4Address(rawValue: prefix.address.rawValue | UInt32(host)))
        case .v6(let prefix): .v6(IPv6Address(rawValue: prefix.address.rawValue | UInt128(host)))
        }
    }

    /// - Throws: `ModelError.Code.invalidValue` for an address that no node of the range may have.
    func place(of address: IPAddress) throws(ModelError) -> Place {
        switch (range, address) {
        case (.v4(let prefix), .v4(let number)) where prefix.contains(number):
            let host = UInt64(number.rawValue - prefix.address.rawValue)
            if assignable.contains(host) { return .assignable(host) }
            throw reserved(address, as: host == 0 ? "the network address" : "the broadcast address")
        case (.v6(let prefix), .v6(let number)) where prefix.contains(number):
            let host = number.rawValue - prefix.address.rawValue
            guard host > 0 else { throw reserved(address, as: "the subnet-router anycast address") }
            return host < UInt128(assignable.upperBound) ? .assignable(UInt64(host)) : .above(number)
        default:
            throw ModelError(
                .invalidValue, field: "address", message: "\(address) lies outside \(range)",
                remedy: "choose an address inside it")
        }
    }

    private func reserved(_ address: IPAddress, as role: String) -> ModelError {
        ModelError(
            .invalidValue, field: "address", message: "\(address) is \(role) of \(range), which no node may have",
            remedy: "choose another address of the range")
    }
}
