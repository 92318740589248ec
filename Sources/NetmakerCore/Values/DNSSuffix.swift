/// The domain behind a network's name, for who wants its names to end in one of their own: `web.harbor.corp.example.org`
/// beside `web.harbor`.
///
/// Its last label is a domain of the Internet or one kept for private use, hence no network's name
/// (`NetworkName.requireNoDomain`), so that it leads into no network's zone.
public struct DNSSuffix: ParsableValue, Comparable {
    public let name: DomainName

    /// With a record's name and a network's before it, the whole is a domain name.
    static let maximumLength = 118

    /// - Throws: `ModelError.Code.invalidValue` when it is no domain name, too long, or ends in a domain that resolvers
    ///   answer themselves, or in none.
    public init(parsing text: String) throws(ModelError) {
        do { name = try DomainName(parsing: text) } catch { throw error.at(field: "dnsSuffix") }
        guard text.utf8.count <= Self.maximumLength else {
            throw .invalid(
                text, isNot: "a suffix of at most \(Self.maximumLength) bytes", field: "dnsSuffix",
                remedy: "give a shorter one")
        }
        let last = name.labels.last.map(String.init) ?? ""
        guard !Self.answeredByResolvers.contains(last) || text == "home.arpa" || text.hasSuffix(".home.arpa") else {
            throw .invalid(
                text, isNot: "a domain that names can be looked up in", field: "dnsSuffix",
                remedy: "choose one of your own, such as corp.example.org, or internal")
        }
        // A network's name has 12 bytes at most.
        guard ReservedDomains.contains(last) || last.utf8.count > 12 else {
            throw .invalid(
                text, isNot: "in a domain of the Internet, nor in one for private use", field: "dnsSuffix",
                remedy: "choose one of your own, such as corp.example.org, or internal")
        }
    }

    public var description: String { name.description }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.name < rhs.name }

    /// What never reaches a server: RFC 6761 (invalid, localhost), RFC 6762 (local), RFC 7686 (onion), RFC 9476 (alt).
    /// Of `arpa` only `home.arpa` (RFC 8375) is for names of people's own.
    private static let answeredByResolvers: Set<String> = ["alt", "arpa", "invalid", "local", "localhost", "onion"]
}
