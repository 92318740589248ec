public import NetmakerCore

/// Deletes a user with their sessions and tokens, all of which end at once. What they made stays.
public struct DeleteUser: Command {
    public let name: UserName
    /// The revision of the user the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(name: UserName, ifMatch: Revision? = nil) {
        self.name = name
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerServer }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<User> {
        let user = try truth.requireUser(name)
        try user.revision.require(ifMatch, of: "user \(name)")
        try truth.directory.requireAnother(than: user)
        let tokens = truth.directory.apiTokens(of: name).map(\.id).sorted()
        return Decision(
            user, changing: .directory,
            by: truth.directory.endings(ofSessionsOf: name) + tokens.map { .removeAPIToken($0) } + [.removeUser(name)])
    }
}

extension Directory {
    /// What ends a user's sessions, but for one.
    func endings(ofSessionsOf user: UserName, but kept: SessionID? = nil) -> [Mutation] {
        loginSessions(of: user).map(\.id).filter { $0 != kept }.sorted().map { .removeLoginSession($0) }
    }
}
