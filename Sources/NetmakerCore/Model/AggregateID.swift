/// A unit of truth that changes as one and has revisions of its own.
public enum AggregateID: ParsableValue {
    /// What is the server's and no network's: settings, users, sessions.
    case directory
    /// One life of a network. A network made anew under an old name is another aggregate.
    case network(NetworkName, Epoch)
}

extension AggregateID {
    /// `directory`, or `network/<name>/<epoch>`.
    public var description: String {
        switch self {
        case .directory: "directory"
        case .network(let name, let epoch): "network/\(name)/\(epoch)"
        }
    }

    /// - Throws: `ModelError.Code.invalidValue` for text that `description` never gives.
    public init(parsing text: String) throws(ModelError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts == ["directory"] {
            self = .directory
        } else if parts.count == 3, parts[0] == "network" {
            self = .network(try NetworkName(parsing: String(parts[1])), try Epoch(parsing: String(parts[2])))
        } else {
            throw ModelError(
                .invalidValue, field: "aggregate", message: "\"\(text.excerpt)\" names no aggregate",
                remedy: "give directory, or network/<name>/<epoch>")
        }
    }
}
