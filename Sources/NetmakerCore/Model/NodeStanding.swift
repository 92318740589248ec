/// Whether a node takes part in its network: what admins decided of it, and what time did.
public struct NodeStanding: Hashable, Sendable, Codable {
    /// Whether an admin, or an access key in their place, has let the machine in.
    public enum Admission: String, Hashable, Sendable, Codable {
        case pending, admitted
    }

    /// Whether an admin has it connected.
    public enum Connection: String, Hashable, Sendable, Codable, CaseIterable {
        case connected, disconnected
    }

    public var admission: Admission
    public var connection: Connection
    /// When it loses access, everywhere at once; nil for never. Its peers are told, and see to it themselves.
    public var expiresAt: Timestamp?
    /// Whether that moment was reached by the server's clock. Kept, so that the state alone says who takes part.
    public var hasExpired: Bool

    public init(
        admission: Admission = .admitted, connection: Connection = .connected, expiresAt: Timestamp? = nil,
        hasExpired: Bool = false
    ) {
        self.admission = admission
        self.connection = connection
        self.expiresAt = expiresAt
        self.hasExpired = hasExpired
    }

    /// In one word; of several that fit the first: pending, expired, disconnected.
    public var status: NodeStatus {
        if admission == .pending { return .pending }
        if hasExpired { return .expired }
        return connection == .connected ? .active : .disconnected
    }
}

extension NodeStanding: LaterAddition {
    /// Of a node that was let in when there was nothing else.
    public static let whenAbsent = NodeStanding()
}

extension Node {
    /// When its time is over; nil when it never is, or is already.
    var expiry: Timestamp? { standing.hasExpired ? nil : standing.expiresAt }
}

/// How a node takes part in its network. Only an active one has peers, and is one.
public enum NodeStatus: String, Hashable, Sendable, Codable, CaseIterable {
    /// It waits for an admin to let it in.
    case pending
    case active
    /// An admin has disconnected it; it stays a node.
    case disconnected
    /// Its time is over; an admin may give it more.
    case expired
}

extension NodeStatus: LaterAddition {
    public static let whenAbsent = NodeStatus.active
}
