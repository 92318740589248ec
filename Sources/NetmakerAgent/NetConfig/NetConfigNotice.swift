internal import NetmakerCore

/// What the owner of a file is to know of what became of an edit.
struct NetConfigNotice: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// It is not the machine's to say.
        case putBack
        /// The server, or an admin there, has changed it too.
        case overruled
        /// The server does not let it be so.
        case refused
    }

    let kind: Kind
    let key: NetConfigPlace
    /// What happened, with the values in it.
    let message: String
    /// What the reader can do next.
    let remedy: String
}

extension NetConfigNotice: CustomStringConvertible {
    var description: String { "\(key): \(message); \(remedy)" }
}
