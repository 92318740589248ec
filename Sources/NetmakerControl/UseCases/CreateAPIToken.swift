public import NetmakerCore

/// Makes an API token for oneself. Its secret is in the answer and nowhere else.
public struct CreateAPIToken: Command {
    /// The most tokens of one user, expired ones included.
    public static let largestCount = 128

    public let user: UserName
    public let name: APITokenName
    public let access: APIToken.Access
    /// Nil for all that the user may administer.
    public let networks: Set<NetworkName>?
    /// When it stops; nil when it never does.
    public let expiresAt: Timestamp?

    public init(
        for user: UserName, name: APITokenName, access: APIToken.Access, networks: Set<NetworkName>? = nil,
        expiresAt: Timestamp? = nil
    ) {
        self.user = user
        self.name = name
        self.access = access
        self.networks = networks
        self.expiresAt = expiresAt
    }

    /// A token and its secret, which is shown this once.
    public struct Created: Sendable {
        public let token: APIToken
        public let secret: Secret
    }

    public var permission: Permission { .actAsUser(user) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Created> {
        try requireUsable(in: truth, context.principal, now: context.now)
        let siblings = truth.directory.apiTokens(of: user)
        guard siblings.count < Self.largestCount else {
            throw ModelError(
                .exhausted, message: "\(user) has \(siblings.count) API tokens, which is the most there may be",
                remedy: "revoke one with nmctl token revoke")
        }
        guard !siblings.contains(where: { $0.name == name }) else {
            throw ModelError(
                .notUnique, field: "name", message: "\(user) has an API token named \(name) already",
                remedy: "choose another name, or revoke that one with nmctl token revoke")
        }
        let secret = Secret(using: &context.random)
        let token = APIToken(
            id: APITokenID.random(using: &context.random), user: user, name: name, secretHash: secret.hash,
            access: access, networks: networks, expiresAt: expiresAt, createdAt: context.now,
            revision: truth.directory.revision.next)
        return Decision(
            Created(token: token, secret: secret), changing: .directory, by: [.putAPIToken(token)])
    }

    /// What the user may not see is to them as what is not there.
    private func requireUsable(in truth: Truth, _ principal: Principal, now: Timestamp) throws(ModelError) {
        if let expiresAt, expiresAt <= now {
            throw ModelError(
                .invalidValue, field: "expiresAt", message: "\(expiresAt) is over", remedy: "give a time to come")
        }
        guard let networks else { return }
        guard !networks.isEmpty else {
            throw ModelError(
                .invalidValue, field: "networks", message: "a token for no network opens nothing",
                remedy: "name a network, or leave it out for all that you may administer")
        }
        let authority = Authority(of: principal, in: truth)
        try truth.requireNetworks(networks, seenBy: authority)
    }
}
