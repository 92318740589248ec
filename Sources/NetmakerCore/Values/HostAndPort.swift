/// The text `host:port` or `[host]:port` that endpoints and server addresses share.
enum HostAndPort {
    struct Host {
        let text: String
        let isBracketed: Bool
    }

    /// Nil when there is no port, or brackets do not match.
    static func split(_ text: String) -> (Host, ListenPort)? {
        guard text.utf8.count <= 262, let colon = text.lastIndex(of: ":"),
            let port = try? ListenPort(parsing: String(text[text.index(after: colon)...]))
        else { return nil }
        let host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]"), host.count > 2 {
            return (Host(text: String(host.dropFirst().dropLast()), isBracketed: true), port)
        }
        guard !host.isEmpty, !host.contains("["), !host.contains("]") else { return nil }
        return (Host(text: String(host), isBracketed: false), port)
    }
}

/// A label of a domain name (RFC 1123): 1 to 63 of a-z, 0-9 and dash, no dash at either end. Lower case only: the parsers
/// here take one spelling of each name.
enum DNSLabel {
    static func isValid(_ text: some StringProtocol) -> Bool {
        let bytes = text.utf8
        guard (1...63).contains(bytes.count), bytes.first != UInt8(ascii: "-"),
            text.last != "-"
        else { return false }
        return bytes.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "-") || $0.isLowercaseLetter }
    }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    var isLowercaseLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
}
