/// The name of a network: a DNS label of 1 to 12 bytes. Fixed for ever.
public struct NetworkName: ParsableValue, Comparable {
    public let description: String

    /// A name a network may have.
    public init(parsing text: String) throws(ModelError) {
        guard text.utf8.count <= 12, DNSLabel.isValid(text) else {
            throw .invalid(
                text, isNot: "a network name", field: "name",
                remedy: "use 1 to 12 of a-z, 0-9 and dash, with no dash at either end")
        }
        description = text
    }

    /// Refuses a public top-level or special-use domain: the name becomes a routing domain on every member, which would
    /// lose the names in that one. For new networks only: one that is there stays when its name becomes a domain.
    ///
    /// - Throws: `ModelError.Code.invalidValue` when it is one, by the list of ``TopLevelDomains/date``.
    public func requireNoDomain() throws(ModelError) {
        guard ReservedDomains.contains(description) else { return }
        throw ModelError(
            .invalidValue, field: "name",
            message: "\"\(description)\" is a public or special-use domain, whose names every member would lose",
            remedy: "choose a name that is no domain of the Internet, such as my-\(description.prefix(9))")
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.description < rhs.description }
}
