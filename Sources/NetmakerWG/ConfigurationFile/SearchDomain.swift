public import NetmakerCore

/// A domain that names are looked up in. With `~` before it, systemd's resolver sends to the interface's servers what
/// ends in it, and completes no names by it; `~.` is everything.
public struct SearchDomain: ParsableValue {
    /// The domain, in lower case.
    public let description: String

    /// `corp.example.org`, `~corp.example.org` or `~.`.
    public init(parsing text: String) throws(ModelError) {
        let isMarked = text.utf8.first == UInt8(ascii: "~")
        let name = Substring(isMarked ? text.utf8.dropFirst() : text.utf8[...])
        guard let domain = isMarked && name == "." ? "." : HostName.canonical(name) else {
            throw ModelError(
                .invalidValue, field: "searchDomain",
                message: "\"\(ShownText(text))\" is neither the address of a name server nor a search domain",
                remedy: "give one such as 192.0.2.53 or corp.example.org")
        }
        description = isMarked ? "~\(domain)" : domain
    }
}
