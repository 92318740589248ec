/// A domain name as it is looked up, without a final dot: labels (RFC 1123) joined by dots, 253 bytes at most (RFC 1035,
/// section 2.3.4, less the root and one length). Lower case only: the parsers here take one spelling of each name.
///
/// With no other bytes in it, a name cannot leave its line or its field in a hosts file, a Corefile or a zone.
public struct DomainName: ParsableValue, Comparable {
    public let description: String

    static let maximumLength = 253

    /// - Throws: `ModelError.Code.invalidValue` for anything that is no such name, wildcards and escapes among it.
    public init(parsing text: String) throws(ModelError) {
        guard text.utf8.count <= Self.maximumLength, Self.labels(in: text).allSatisfy({ DNSLabel.isValid($0) }) else {
            throw .invalid(
                text, isNot: "a domain name", field: "domain",
                remedy: "use labels of a-z, 0-9 and dash with dots between, such as corp.example.org")
        }
        description = text
    }

    /// The zone of a network's names.
    public init(_ network: NetworkName) { description = network.description }

    /// A name that is put together of valid ones.
    ///
    /// - Precondition: the whole is no longer than a domain name may be, which the limits of its parts see to.
    init(joining parts: [any CustomStringConvertible]) {
        description = parts.map(\.description).joined(separator: ".")
        precondition(description.utf8.count <= Self.maximumLength, "the parts of a name fit into it")
    }

    /// From the left, the most particular first.
    public var labels: [Substring] { Self.labels(in: description) }

    /// Whether it is the other one or lies below it.
    public func isWithin(_ zone: DomainName) -> Bool {
        self == zone || description.hasSuffix(".\(zone)")
    }

    private static func labels(in text: String) -> [Substring] {
        text.split(separator: ".", omittingEmptySubsequences: false)
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.description < rhs.description }
}
