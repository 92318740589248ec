public import NetmakerCore

/// What a super admin changes of a user; nil leaves a part of the role as it is.
public struct UserChanges: Hashable, Sendable {
    /// A super admin who becomes a network admin is one of no network, and without commands, unless these say so.
    public var kind: Role.Kind?
    /// In place of those that the role named.
    public var networks: Set<NetworkName>?
    public var commands: CommandGrant?

    public init(kind: Role.Kind? = nil, networks: Set<NetworkName>? = nil, commands: CommandGrant? = nil) {
        self.kind = kind
        self.networks = networks
        self.commands = commands
    }

    /// - Throws: `ModelError.Code.invalidValue` for networks or commands of a super admin, who has them all.
    public func applied(to role: Role) throws(ModelError) -> Role {
        guard (kind ?? role.kind) == .networkAdmin else {
            guard let field = networks != nil ? "networks" : commands != nil ? "commands" : nil else {
                return .superAdmin
            }
            throw ModelError(
                .invalidValue, field: field, message: "a super admin has all networks and may set commands",
                remedy: "leave \(field) out, or make the user a network admin")
        }
        guard case .networkAdmin(let present, let granted) = role else {
            return .networkAdmin(of: networks ?? [], commands: commands ?? .denied)
        }
        return .networkAdmin(of: networks ?? present, commands: commands ?? granted)
    }
}

/// Gives a user another role, which counts from now on, for their sessions and tokens too.
public struct UpdateUser: Command {
    public let name: UserName
    public let changes: UserChanges
    /// The revision of the user the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(name: UserName, changes: UserChanges, ifMatch: Revision? = nil) {
        self.name = name
        self.changes = changes
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerServer }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<User> {
        var user = try truth.requireUser(name)
        try user.revision.require(ifMatch, of: "user \(name)")
        let role = try changes.applied(to: user.role)
        guard role != user.role else { return Decision(user, unchanged: .directory) }
        if let networks = changes.networks { try truth.requireNetworks(networks) }
        if user.role == .superAdmin { try truth.directory.requireAnother(than: user) }
        user.role = role
        user.revision = truth.directory.revision.next
        return Decision(user, changing: .directory, by: [.putUser(user)])
    }
}

extension Directory {
    /// That a server keeps somebody who may do everything.
    func requireAnother(than user: User) throws(ModelError) {
        guard user.role == .superAdmin, superAdminCount < 2 else { return }
        throw ModelError(
            .conflict, message: "\(user.name) is the last super admin",
            remedy: "make another one first, with nmctl user update --super-admin")
    }
}
