/// Why a node is no longer one.
public enum RemovalReason: String, Hashable, Sendable, Codable {
    /// Its own machine left.
    case left
    /// An admin removed it.
    case removed
    /// Its network was deleted.
    case networkDeleted
}
