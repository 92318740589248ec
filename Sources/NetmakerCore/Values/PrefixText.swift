/// The text `address/length` that prefixes and interface addresses share.
enum PrefixText {
    /// Nil when there is no one slash, or the length is no decimal number up to the maximum.
    static func split(_ text: String, maximum: Int) -> (address: String, length: Int)? {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 2, let length = Decimal.parse(Substring(parts[1]), maximum: maximum) else { return nil }
        return (String(Substring(parts[0])), length)
    }
}
