/// The text `host:port` or `[host]:port` that endpoints and server addresses share.
enum HostAndPort {
    struct Host {
        let text: String
        let isBracketed: Bool
    }

    /// A host name's 253 bytes (RFC 1035), a colon, and a port's five.
    private static let maximumCount = 259

    /// Nil when there is no port, or brackets do not match.
    static func split(_ text: String) -> (Host, ListenPort)? {
        let bytes = text.utf8
        guard bytes.count <= maximumCount, let colon = bytes.lastIndex(of: UInt8(ascii: ":")),
            let port = ListenPort(ifValid: String(text[bytes.index(after: colon)...]))
        else { return nil }
        // Bytes throughout: a bracket and the mark behind it would be one character.
        var host = bytes[..<colon]
        let isBracketed = host.first == UInt8(ascii: "[") && host.last == UInt8(ascii: "]")
        if isBracketed { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, !host.contains(UInt8(ascii: "[")), !host.contains(UInt8(ascii: "]")) else { return nil }
        return (Host(text: String(Substring(host)), isBracketed: isBracketed), port)
    }
}
