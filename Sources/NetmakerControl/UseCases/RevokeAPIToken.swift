public import NetmakerCore

/// Revokes an API token: it opens nothing from now on.
public struct RevokeAPIToken: Command {
    public let token: APITokenID
    public let user: UserName
    /// The revision of the token the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(_ token: APITokenID, of user: UserName, ifMatch: Revision? = nil) {
        self.token = token
        self.user = user
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerAccount(user) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<APIToken> {
        guard let revoked = truth.directory.apiTokens[token], revoked.user == user else {
            throw ModelError(
                .notFound, field: "token", message: "\(user) has no API token \(token)",
                remedy: "see the tokens there are with nmctl token list")
        }
        try revoked.revision.require(ifMatch, of: "API token \(revoked.name)")
        return Decision(revoked, changing: .directory, by: [.removeAPIToken(token)])
    }
}
