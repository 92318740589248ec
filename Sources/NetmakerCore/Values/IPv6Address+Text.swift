extension IPv6Address {
    /// The text forms of RFC 4291, section 2.2: eight groups, one `::` for at least one group of zeros, and an IPv4
    /// address for the last two groups.
    public init(parsing text: String) throws(ModelError) {
        guard let address = Self.parse(text) else {
            throw .invalid(
                text, isNot: "an IPv6 address", field: "address",
                remedy: "give eight groups of hexadecimal digits with colons between, such as 2001:db8::1")
        }
        self = address
    }

    private static func parse(_ text: String) -> IPv6Address? {
        guard text.utf8.count <= 45, let pieces = pieces(of: text) else { return nil }
        var groups = GroupReader()
        for piece in pieces.dropLast() {
            guard groups.read(piece) else { return nil }
        }
        guard let last = pieces.last, groups.readIPv4(last) || groups.read(last) else { return nil }
        return groups.address
    }

    /// What stands between the colons, with one empty piece for a `::`, also at an end; nil for a single colon there.
    private static func pieces(of text: String) -> [Substring.UTF8View]? {
        var pieces = Substring(text).utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        if pieces[0].isEmpty {
            guard pieces.count > 2, pieces[1].isEmpty else { return nil }
            pieces.removeFirst()
        }
        if pieces[pieces.count - 1].isEmpty {
            guard pieces.count > 1, pieces[pieces.count - 2].isEmpty else { return nil }
            pieces.removeLast()
        }
        return pieces
    }

    /// The one text of RFC 5952: lower case, no leading zeros, `::` for the longest run of two or more zero groups, the
    /// first of equals; `::ffff:192.0.2.1` for an IPv4 address in IPv6 clothes.
    public var description: String {
        if let mappedIPv4 { return "::ffff:\(mappedIPv4)" }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: rawValue >> (112 - 16 * $0)) }
        var longest = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > max(1, longest.count) { longest = start..<end }
            start = end + 1
        }
        func text(_ range: Range<Int>) -> String {
            groups[range].map { String($0, radix: 16) }.joined(separator: ":")
        }
        return longest.isEmpty ? text(0..<8) : text(0..<longest.lowerBound) + "::" + text(longest.upperBound..<8)
    }
}

/// The groups of an IPv6 address as they are read, from left to right.
private struct GroupReader {
    private var value: UInt128 = 0
    private var count = 0
    /// How many groups stand before the `::`.
    private var gap: Int?

    /// Whether it is one to four hexadecimal digits, or the first empty piece.
    mutating func read(_ piece: Substring.UTF8View) -> Bool {
        guard !piece.isEmpty else {
            defer { gap = count }
            return gap == nil
        }
        guard piece.count <= 4, count < 8 else { return false }
        var group: UInt16 = 0
        for byte in piece {
            guard let digit = byte.hexDigitValue else { return false }
            group = group << 4 | UInt16(digit)
        }
        value = value << 16 | UInt128(group)
        count += 1
        return true
    }

    /// Whether it is an IPv4 address: two groups at once.
    mutating func readIPv4(_ piece: Substring.UTF8View) -> Bool {
        guard count <= 6, let ipv4 = IPv4Address(piece) else { return false }
        value = value << 32 | UInt128(ipv4.rawValue)
        count += 2
        return true
    }

    /// Nil when the groups are too few, or leave nothing for `::` to stand for.
    var address: IPv6Address? {
        guard let gap else { return count == 8 ? IPv6Address(rawValue: value) : nil }
        guard count < 8 else { return nil }
        // What stands behind the gap stays, what stands before it moves to the top.
        let tailBits = 16 * (count - gap)
        let tail = value & ~(UInt128.max << tailBits)
        let head = (value >> tailBits) << (16 * (8 - gap))
        return IPv6Address(rawValue: head | tail)
    }
}
