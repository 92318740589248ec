public import NetmakerCore

extension ServerAddress {
    /// The port of the REST interface unless said otherwise.
    public static let defaultAPIPort = 8081

    /// The address of a server's REST interface as people write it: `https://vpn.example.org` (port 443, as in any
    /// URL), `https://vpn.example.org:8081`, or without the scheme, and then with port 8081 when none is given.
    ///
    /// - Throws: `ModelError.Code.invalidValue` for another scheme, or for anything behind the port.
    public init(parsingURL text: String) throws(ModelError) {
        var host = text
        var port = Self.defaultAPIPort
        if let scheme = text.range(of: "://") {
            guard text[..<scheme.lowerBound].lowercased() == "https" else { throw Self.notAURL(text) }
            host = String(text[scheme.upperBound...])
            port = 443
        }
        if host.hasSuffix("/") { host.removeLast() }
        guard !host.contains("/") else { throw Self.notAURL(text) }
        do {
            if let address = try? ServerAddress(parsing: host) {
                self = address
            } else if host.utf8.last == UInt8(ascii: "]") {
                self = try ServerAddress(parsing: "\(host):\(port)")
            } else {
                self = try ServerAddress(host: host, port: ListenPort(port))
            }
        } catch {
            throw Self.notAURL(text)
        }
    }

    private static func notAURL(_ text: String) -> ModelError {
        ModelError(
            .invalidValue, field: "server", message: "\"\(text.excerpt)\" is not the address of a server",
            remedy: "give one such as https://vpn.example.org:8081")
    }
}

extension String {
    /// Where a text first occurs; FoundationEssentials has no such search.
    fileprivate func range(of text: String) -> Range<String.Index>? {
        ranges(of: text).first
    }
}
