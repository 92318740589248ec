/// Why a node is no longer one.
public enum RemovalReason: String, Hashable, Sendable, Codable {
    /// Its own machine left.
    case left
    /// An admin removed it.
    case removed
    /// Its network was deleted.
    case networkDeleted
    /// An admin did not let it in.
    case denied
    /// It was there for a while only, and its machine went.
    case ephemeral
}
