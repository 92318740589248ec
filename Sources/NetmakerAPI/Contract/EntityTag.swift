public import NetmakerCore

/// The revision of an object as HTTP carries it: in `ETag` of an answer, in `If-Match` of a change (RFC 9110, sections
/// 8.8.3 and 13.1.1).
public struct EntityTag: ParsableValue {
    /// The network's revision at which the object last changed.
    public let revision: Revision

    public init(_ revision: Revision) { self.revision = revision }

    /// A strong tag: the revision between double quotes.
    public init(parsing text: String) throws(ModelError) {
        guard text.count > 2, text.hasPrefix("\""), text.hasSuffix("\""),
            let revision = try? Revision(parsing: String(text.dropFirst().dropLast()))
        else {
            throw ModelError(
                .invalidValue, field: "If-Match", message: "\"\(text.excerpt)\" is not the tag of a revision",
                remedy: "send back the ETag of the answer the change is based on, such as \"12\" with its quotes")
        }
        self.revision = revision
    }

    public var description: String { "\"\(revision)\"" }
}
