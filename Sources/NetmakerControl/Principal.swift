public import NetmakerCore

/// Who asks for something to be done.
public enum Principal: Hashable, Sendable {
    /// Somebody who showed nothing, or whose credential lies in the command itself.
    case nobody
    /// A person with a session, or whose password has just been verified.
    case user(UserName)
    /// A script that showed a user's API token. What that is for is looked up with every question.
    case token(APITokenID, of: UserName)
    /// An agent whose signature has been verified.
    case node(NodeID)
    /// The server's own doing, or what its operator proved to be entitled to.
    case server
}

extension Principal: CustomStringConvertible {
    /// The actor in the change log: `nobody`, `user:<name>`, `user:<name>/token:<id>`, `node:<id>` or `server`.
    public var description: String {
        switch self {
        case .nobody: "nobody"
        case .user(let name): "user:\(name)"
        case .token(let id, let name): "user:\(name)/token:\(id)"
        case .node(let id): "node:\(id)"
        case .server: "server"
        }
    }
}
