extension NetConfigKey {
    /// The table's row in the article on the file, as a person reads it: the article holds these and no others.
    var documentation: String {
        let names = ([place.name] + aliases).map { "`\($0)`" }.joined(separator: ", ")
        let section = place.section == .top ? "" : "`\(place.section.rawValue)` "
        return "| \(section)\(names) | \(meaning) | \(ownership) | \(afterEdit) | \(afterChange) |"
    }

    private var ownership: String {
        switch owner {
        case .machine: "the machine and admins"
        case .admin: "admins"
        case .fact: "nobody: it is so"
        case .factUnless(let flag, _): "nobody: it is so; with `\(flag.name): yes` the machine"
        case .service, .local: "the machine alone"
        case .ignored: "nobody"
        }
    }

    private var afterEdit: String {
        switch owner {
        case .machine: "is published"
        case .admin(let remedy): "is put back; `\(remedy.text("NET", "NODE"))`"
        case .fact(.words(let words)): "is put back; \(words)"
        case .fact(let remedy): "is put back; `\(remedy.text("NET", "NODE"))`"
        case .factUnless(let flag, let remedy):
            "counts here with `\(flag.name): yes`, else is put back; \(remedy.text("NET", "NODE"))"
        case .service: "counts with the next `netclient push` or `checkin`"
        case .local: "counts here"
        case .ignored: "is ignored"
        }
    }

    private var afterChange: String {
        switch owner {
        case .machine, .admin, .fact, .factUnless: "comes into the file"
        case .service: "does not touch it; a service that comes or goes does"
        case .local, .ignored: "does not touch it"
        }
    }
}
