public import NetmakerCore

/// Makes a user.
public struct CreateUser: Command {
    public let name: UserName
    public let role: Role
    public let password: PasswordHash

    public init(name: UserName, role: Role, password: PasswordHash) {
        self.name = name
        self.role = role
        self.password = password
    }

    public var permission: Permission { .administerServer }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<User> {
        guard truth.directory.users[name] == nil else {
            throw ModelError(
                .notUnique, field: "name", message: "there is a user \(name) already",
                remedy: "choose another name, or change the user there is with nmctl user update")
        }
        if case .networkAdmin(let networks, _) = role { try truth.requireNetworks(networks) }
        let user = User(
            name: name, role: role, password: password, createdAt: context.now,
            revision: truth.directory.revision.next)
        return Decision(user, changing: .directory, by: [.putUser(user)])
    }
}
