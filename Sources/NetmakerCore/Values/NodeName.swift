/// The name of a node: a DNS label (RFC 1123) of 1 to 63 bytes, lower case, unique in its network.
public struct NodeName: ParsableValue, Comparable {
    public let description: String

    /// A name a node may have. To make one of what a machine calls itself, see `init(adapting:)`.
    public init(parsing text: String) throws(ModelError) {
        guard DNSLabel.isValid(text) else {
            throw .invalid(
                text, isNot: "a node name", field: "name",
                remedy: "use 1 to 63 of a-z, 0-9 and dash, with no dash at either end")
        }
        description = text
    }

    /// The nearest name to what a machine calls itself: its first label, in lower case, with a dash for every run of
    /// other characters; `node` when nothing is left.
    public init(adapting hostname: String) {
        var label = ""
        for scalar in hostname.prefix(while: { $0 != "." }).lowercased().unicodeScalars {
            if scalar.isASCII, let byte = UInt8(exactly: scalar.value), byte.isDigit || byte.isLowercaseLetter {
                label.unicodeScalars.append(scalar)
            } else if !label.isEmpty, !label.hasSuffix("-") {
                label += "-"
            }
            if label.utf8.count == 63 { break }
        }
        while label.hasSuffix("-") { label.removeLast() }
        description = label.isEmpty ? "node" : label
    }

    /// This name with `-<number>` behind it, cut to fit: what a second machine of the same name gets.
    public func numbered(_ number: Int) -> NodeName {
        let suffix = "-\(number)"
        var stem = String(description.prefix(63 - suffix.utf8.count))
        while stem.hasSuffix("-") { stem.removeLast() }
        return NodeName(unchecked: stem + suffix)
    }

    private init(unchecked text: String) { description = text }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.description < rhs.description }
}
