public import NetmakerCore

/// The name of a machine, as a file may have it in place of an address: labels of letters, digits, dashes and
/// underscores between dots, at most 253 bytes (RFC 1123). Kept in lower case.
///
/// Nothing here looks it up: when, how often and where is for the embedder to say.
public struct HostName: ParsableValue, Comparable {
    /// The name, in lower case.
    public let description: String

    /// A name; one whose last label is a number would be a mistyped address.
    public init(parsing text: String) throws(ModelError) {
        guard let name = Self.canonical(text) else {
            throw ModelError(
                .invalidValue, field: "hostName", message: "\"\(ShownText(text))\" is not a host name",
                remedy: "give one such as vpn.example.org")
        }
        description = name
    }

    /// Orders as texts.
    public static func < (one: Self, other: Self) -> Bool { one.description < other.description }

    /// - Returns: nil for what is no name.
    static func canonical(_ text: some StringProtocol) -> String? {
        guard (1...253).contains(text.utf8.count), text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.allSatisfy({ isLabel($0) }), labels.last?.allSatisfy(\.isDigit) == false else { return nil }
        return text.lowercased()
    }

    private static func isLabel(_ label: some Collection<UInt8>) -> Bool {
        let dash = UInt8(ascii: "-")
        return (1...63).contains(label.count) && label.first != dash && Array(label).last != dash
            && label.allSatisfy { $0.isDigit || $0.isLetter || $0 == dash || $0 == UInt8(ascii: "_") }
    }
}

extension UInt8 {
    /// Whether it is an ASCII digit.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
