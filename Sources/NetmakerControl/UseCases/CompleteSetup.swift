public import NetmakerCore

/// Makes the first admin of a server that has none. The setup code is the caller's to check.
public struct CompleteSetup: Command {
    public let user: UserName
    public let password: PasswordHash

    public init(user: UserName, password: PasswordHash) {
        self.user = user
        self.password = password
    }

    public var permission: Permission { .setUp }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<User> {
        guard truth.directory.users.isEmpty else {
            throw ModelError(
                .refused, message: "the server has been set up already", remedy: "log in with nmctl login")
        }
        let admin = User(
            name: user, role: .superAdmin, password: password, createdAt: context.now,
            revision: truth.directory.revision.next)
        return Decision(admin, changing: .directory, by: [.putUser(admin)])
    }
}
