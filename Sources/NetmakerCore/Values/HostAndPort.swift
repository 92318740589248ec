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
        var host = text[..<colon]
        let isBracketed = host.utf8.first == UInt8(ascii: "[") && host.utf8.last == UInt8(ascii: "]")
        if isBracketed { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, !host.utf8.contains(UInt8(ascii: "[")), !host.utf8.contains(UInt8(ascii: "]")) else {
            return nil
        }
        return (Host(text: String(host), isBracketed: isBracketed), port)
    }
}
