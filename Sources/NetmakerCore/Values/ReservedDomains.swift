/// Domains that a network must not take over on its members' machines.
enum ReservedDomains {
    /// Every two-letter name counts: ISO 3166 country codes are delegated as they appear. So does every
    /// internationalized one, in the form DNS has it.
    static func contains(_ label: String) -> Bool {
        if label.utf8.count == 2, label.utf8.allSatisfy(\.isLowercaseLetter) { return true }
        return label.hasPrefix("xn--") || specialUse.contains(label) || TopLevelDomains.names.contains(label[...])
    }

    /// The IANA registry of RFC 6761; RFC 6762, appendix G; RFC 9476; ICANN's reservation of `internal`; and `mail`,
    /// which ICANN never delegates since too many machines are called so.
    private static let specialUse: Set<String> = [
        "alt", "arpa", "corp", "example", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain",
        "localhost", "mail", "onion", "private", "resolver", "test", "workgroup",
    ]
}
