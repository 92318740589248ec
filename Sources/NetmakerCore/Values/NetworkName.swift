/// The name of a network: a DNS label of 1 to 12 bytes that is no public or special-use domain, since it becomes a
/// routing domain on every member. Fixed for ever.
public struct NetworkName: ParsableValue, Comparable {
    public let description: String

    /// A name a network may have.
    public init(parsing text: String) throws(ModelError) {
        guard text.utf8.count <= 12, DNSLabel.isValid(text) else {
            throw .invalid(
                text, isNot: "a network name", field: "name",
                remedy: "use 1 to 12 of a-z, 0-9 and dash, with no dash at either end")
        }
        guard !ReservedDomains.contains(text) else {
            throw ModelError(
                .invalidValue, field: "name",
                message: "\"\(text)\" is a public or special-use domain, whose names every member would lose",
                remedy: "choose a name that is no domain of the Internet, such as my-\(text.prefix(9))")
        }
        description = text
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.description < rhs.description }
}
