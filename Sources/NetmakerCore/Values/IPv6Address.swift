/// An IPv6 address, as one number in host order. Zone ids are not part of an address and are refused.
public struct IPv6Address: ParsableValue, Comparable {
    // Two halves rather than one UInt128: the compiler (6.3) returns an enum that holds one through a slot of 8-byte
    // alignment and reads it with instructions that need 16, and the program crashes.
    private let high: UInt64
    private let low: UInt64

    public init(rawValue: UInt128) {
        high = UInt64(truncatingIfNeeded: rawValue >> 64)
        low = UInt64(truncatingIfNeeded: rawValue)
    }

    public var rawValue: UInt128 { UInt128(high) << 64 | UInt128(low) }

    /// The eight 16-bit groups, the most significant first.
    var groups: [UInt16] {
        (0..<8).map { UInt16(truncatingIfNeeded: rawValue >> UInt128(112 - 16 * $0)) }
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

extension IPv6Address {
    /// The text forms of RFC 4291, section 2.2: eight groups, one `::` for at least one group of zeros, and an IPv4
    /// address for the last two groups.
    public init(parsing text: String) throws(ModelError) {
        guard let value = Self.parse(text) else {
            throw .invalid(
                text, isNot: "an IPv6 address", field: "address",
                remedy: "give eight groups of hexadecimal digits with colons between, such as 2001:db8::1")
        }
        self.init(rawValue: value)
    }

    private static func parse(_ text: String) -> UInt128? {
        guard text.utf8.count <= 45 else { return nil }
        let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count) else { return nil }
        guard let head = groups(of: halves[0], mayEndInIPv4: halves.count == 1) else { return nil }
        if halves.count == 1 { return head.count == 8 ? number(head) : nil }
        guard let tail = groups(of: halves[1], mayEndInIPv4: true), head.count + tail.count <= 7 else { return nil }
        return number(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
    }

    private static func groups(of text: Substring, mayEndInIPv4: Bool) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var result: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, mayEndInIPv4, part.contains(".") {
                guard let ipv4 = IPv4Address(ifValid: String(part)) else { return nil }
                result += [UInt16(ipv4.rawValue >> 16), UInt16(truncatingIfNeeded: ipv4.rawValue)]
            } else {
                guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(\.isHexDigit) else { return nil }
                guard let group = UInt16(part, radix: 16) else { return nil }
                result.append(group)
            }
        }
        return result
    }

    private static func number(_ groups: [UInt16]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }

    /// The one text of RFC 5952: lower case, no leading zeros, `::` for the longest run of two or more zero groups, the
    /// first of equals.
    public var description: String {
        let groups = groups
        var longest = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > longest.count, end - start > 1 { longest = start..<end }
            start = max(end, start + 1)
        }
        func text(_ range: Range<Int>) -> String {
            groups[range].map { String($0, radix: 16) }.joined(separator: ":")
        }
        return longest.isEmpty ? text(0..<8) : text(0..<longest.lowerBound) + "::" + text(longest.upperBound..<8)
    }
}

extension UInt8 {
    var isHexDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
