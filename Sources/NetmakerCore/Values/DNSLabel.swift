/// A label of a domain name (RFC 1123): 1 to 63 of a-z, 0-9 and dash, no dash at either end. Lower case only: the
/// parsers here take one spelling of each name.
enum DNSLabel {
    static func isValid(_ text: some StringProtocol) -> Bool {
        let bytes = Substring(text).utf8
        let dash = UInt8(ascii: "-")
        return (1...63).contains(bytes.count) && bytes.first != dash && bytes.last != dash
            && bytes.allSatisfy { $0.isDigit || $0.isLowercaseLetter || $0 == dash }
    }
}
