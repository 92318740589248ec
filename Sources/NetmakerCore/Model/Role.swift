/// What a user may do.
public enum Role: Hashable, Sendable {
    /// Everything.
    case superAdmin
    /// What concerns the networks named here, and nothing of the server's. A network that is deleted is no longer
    /// named: one that is made anew under its name is another.
    ///
    /// Commands are apart: they run as root on every machine whose owner allowed it.
    case networkAdmin(of: Set<NetworkName>, commands: CommandGrant = .denied)

    /// What kind of role it is.
    public enum Kind: Word {
        case superAdmin
        case networkAdmin

        public static var noun: String { "a role" }
        public static var field: String { "role" }

        public var description: String {
            switch self {
            case .superAdmin: "superAdmin"
            case .networkAdmin: "networkAdmin"
            }
        }
    }

    public var kind: Kind {
        switch self {
        case .superAdmin: .superAdmin
        case .networkAdmin: .networkAdmin
        }
    }

    /// The role without a network; nil when that changes nothing.
    public func without(_ network: NetworkName) -> Role? {
        guard case .networkAdmin(var networks, let commands) = self, networks.remove(network) != nil else { return nil }
        return .networkAdmin(of: networks, commands: commands)
    }
}

/// Whether somebody may say what machines run when a tunnel comes up or goes down (PostUp, PostDown).
public enum CommandGrant: Word {
    case denied
    case granted

    public static var noun: String { "a grant of commands" }
    public static var field: String { "commands" }

    public var description: String {
        switch self {
        case .denied: "denied"
        case .granted: "granted"
        }
    }
}

/// One object: `{"kind": "superAdmin"}`, or `{"kind": "networkAdmin", "networks": [...], "commands": "denied"}` with
/// the networks in order.
extension Role: Codable {
    private enum CodingKeys: String, CodingKey { case kind, networks, commands }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Kind.self, forKey: .kind) {
        case .superAdmin: self = .superAdmin
        case .networkAdmin:
            self = .networkAdmin(
                of: Set(try container.decode([NetworkName].self, forKey: .networks)),
                commands: try container.decode(CommandGrant.self, forKey: .commands))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        guard case .networkAdmin(let networks, let commands) = self else { return }
        try container.encode(networks.sorted(), forKey: .networks)
        try container.encode(commands, forKey: .commands)
    }
}

/// Before there were roles, every user could do everything.
extension Role: LaterAddition {
    public static var whenAbsent: Role { .superAdmin }
}
