internal import NetmakerCore

/// One key of `netconfig-<net>`: whose it is, how its value is read and written, and what it shows. All of them are in one
/// table, `NetConfigKey.all`.
struct NetConfigKey: Sendable {
    /// Who says what it holds, and so what becomes of an edit in the file.
    enum Owner: Hashable, Sendable {
        /// The machine: an edit is published, unless somebody else has changed the same.
        case machine(NodeSetting.Field)
        /// An admin: an edit is put back, and this is how an admin makes it.
        case admin(Remedy)
        /// What simply is so: an edit is put back, and this is what to do instead.
        case fact(Remedy)
        /// What simply is so, unless a flag of the file lets the machine's owner say it.
        case factUnless(NetConfigPlace, Remedy)
        /// Whether a service keeps the network's daemon: an edit is made so by the next push, and what happens by other
        /// ways comes into the file.
        case service
        /// This machine's alone: never told to the server, and never written over.
        case local
        /// Nobody: of another program, or of another time. Never read, never written.
        case ignored
    }

    /// What to do instead of an edit in the file.
    enum Remedy: Hashable, Sendable {
        /// `nmctl`, and what comes before and behind the names of network and node.
        case node(String, String)
        /// `nmctl`, and what comes before and behind the name of the network.
        case network(String, String)
        case words(String)

        func text(_ network: String, _ node: String) -> String {
            switch self {
            case .node(let verb, let options): "nmctl \(verb) \(network) \(node)\(options.isEmpty ? "" : " ")\(options)"
            case .network(let verb, let options): "nmctl \(verb) \(network)\(options.isEmpty ? "" : " ")\(options)"
            case .words(let words): words
            }
        }
    }

    /// Whether a file that lacks the key gets it.
    enum Presence: Hashable, Sendable {
        case always
        /// Only a file that is made anew gets it, with this text.
        case atFirst(String)
        /// It is kept up where it stands, and is nowhere else.
        case whereItStands
    }

    let place: NetConfigPlace
    /// What older files call it.
    let aliases: [String]
    let owner: Owner
    let form: NetConfigForm
    let presence: Presence
    /// In a few words, for people.
    let meaning: String
    /// What it shows; nil when there is nothing to show yet.
    let show: @Sendable (NetConfig) -> [String]?

    init(
        _ place: NetConfigPlace, aliases: [String] = [], _ owner: Owner, _ form: NetConfigForm = .text,
        _ presence: Presence = .always, meaning: String,
        show: @escaping @Sendable (NetConfig) -> [String]? = { _ in nil }
    ) {
        self.place = place
        self.aliases = aliases
        self.owner = owner
        self.form = form
        self.presence = presence
        self.meaning = meaning
        self.show = show
    }

    /// Whether its value counts.
    var isRead: Bool { owner != .ignored }

    private static let byName: [NetConfigPlace: NetConfigKey] = {
        var keys: [NetConfigPlace: NetConfigKey] = [:]
        for key in all {
            for name in [key.place.name] + key.aliases { keys[NetConfigPlace(key.place.section, name)] = key }
        }
        return keys
    }()

    /// The key that a section calls so, by its own name or an older one.
    static subscript(_ section: NetConfigPlace.Section, _ name: String) -> NetConfigKey? {
        byName[NetConfigPlace(section, name)]
    }

    static subscript(_ place: NetConfigPlace) -> NetConfigKey? { byName[place] }
}
