public import NetmakerCore

/// The names under which addresses are looked up (RFC 1035, section 3.5; RFC 3596, section 2.5).
extension IPAddress {
    /// `1.0.10.10.in-addr.arpa`, or the 32 digits of an IPv6 address before `ip6.arpa`.
    public var reverseLabels: [String] { reverseDigits.reversed() + reverseTop }

    /// The address that these labels are the whole name of; nil when they are none, or of a part.
    init?(reverseLabels labels: some BidirectionalCollection<String>) {
        let digits = Array(labels.dropLast(2).reversed())
        switch (Array(labels.suffix(2)), digits.count) {
        case (["in-addr", "arpa"], 4):
            let octets = digits.compactMap { UInt8($0) }
            guard octets.count == 4 else { return nil }
            self = .v4(IPv4Address(rawValue: octets.reduce(0) { $0 << 8 | UInt32($1) }))
        case (["ip6", "arpa"], 32):
            let nibbles = digits.compactMap { $0.utf8.count == 1 ? UInt8($0, radix: 16) : nil }
            guard nibbles.count == 32 else { return nil }
            self = .v6(IPv6Address(rawValue: nibbles.reduce(0) { $0 << 4 | UInt128($1) }))
        default: return nil
        }
        // One spelling of each: no signs, no zeros in front.
        guard reverseLabels.elementsEqual(labels) else { return nil }
    }

    /// From the left of the address.
    fileprivate var reverseDigits: [String] {
        switch self {
        case .v4(let address):
            (0..<4).map { String(UInt8(truncatingIfNeeded: address.rawValue >> UInt32(24 - 8 * $0))) }
        case .v6(let address):
            (0..<32).map {
                String(UInt8(truncatingIfNeeded: address.rawValue >> UInt128(124 - 4 * $0)) & 15, radix: 16)
            }
        }
    }

    fileprivate var reverseTop: [String] {
        switch self {
        case .v4: ["in-addr", "arpa"]
        case .v6: ["ip6", "arpa"]
        }
    }
}

extension IPPrefix {
    /// The zones that hold the names of its addresses, and of no others: one where its length is that of whole labels,
    /// else as many as fill the last one, 128 at most.
    public var reverseZones: [[String]] {
        let bitsInLabel = if case .v4 = address { 8 } else { 4 }
        let labels = (length + bitsInLabel - 1) / bitsInLabel
        let top = Array(address.reverseDigits.prefix(labels).reversed()) + address.reverseTop
        let open = labels * bitsInLabel - length
        guard open > 0, let first = top.first, let number = Int(first, radix: bitsInLabel == 8 ? 10 : 16) else {
            return [top]
        }
        return (number..<number + 1 << open).map {
            [String($0, radix: bitsInLabel == 8 ? 10 : 16)] + top.dropFirst()
        }
    }
}
