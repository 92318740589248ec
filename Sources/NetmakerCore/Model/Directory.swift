/// What is the server's and no network's: who it is, its users and their sessions.
public struct Directory: Sendable {
    public private(set) var revision: Revision = .zero
    /// Nil only before the server's first start has been committed.
    public private(set) var server: ServerIdentity?
    public private(set) var users: PersistentMap<UserName, User> = PersistentMap()
    public private(set) var loginSessions: PersistentMap<SessionID, LoginSession> = PersistentMap()
    public private(set) var apiTokens: PersistentMap<APITokenID, APIToken> = PersistentMap()
    private var superAdmins = PersistentIndex<UserName, Role>()
    /// Who names a network in their role or scope.
    private var usersByNetwork = PersistentIndex<NetworkName, Set<UserName>>()
    private var apiTokensByNetwork = PersistentIndex<NetworkName, Set<APITokenID>>()
    private var loginSessionsByUser = PersistentIndex<UserName, Set<SessionID>>()
    private var loginSessionsByToken = PersistentIndex<SecretHash, SessionID>()
    private var apiTokensByUser = PersistentIndex<UserName, Set<APITokenID>>()
    private var apiTokensBySecret = PersistentIndex<SecretHash, APITokenID>()

    public init() {}

    /// The directory as a store kept it.
    public init(
        revision: Revision, server: ServerIdentity?, users: some Sequence<User>,
        loginSessions: some Sequence<LoginSession>, apiTokens: some Sequence<APIToken> = []
    ) {
        for user in users { apply(.putUser(user)) }
        for session in loginSessions { apply(.putLoginSession(session)) }
        for token in apiTokens { apply(.putAPIToken(token)) }
        self.server = server
        self.revision = revision
    }

    /// The session a bearer token opens, expired or not; nil when there is none.
    public func loginSession(with token: SecretHash) -> LoginSession? {
        loginSessionsByToken[token].flatMap { loginSessions[$0] }
    }

    /// A user's sessions, expired ones included, in no order.
    public func loginSessions(of user: UserName) -> [LoginSession] {
        loginSessionsByUser[user]?.compactMap { loginSessions[$0] } ?? []
    }

    /// How many users may do everything.
    public var superAdminCount: Int { superAdmins.count }

    /// The API token with this secret, expired or not; nil when there is none.
    public func apiToken(with secret: SecretHash) -> APIToken? { apiTokensBySecret[secret].flatMap { apiTokens[$0] } }

    /// A user's API tokens, expired ones included, in no order.
    public func apiTokens(of user: UserName) -> [APIToken] {
        apiTokensByUser[user]?.compactMap { apiTokens[$0] } ?? []
    }

    /// The users whose role names a network, in no order.
    public func users(naming network: NetworkName) -> [User] {
        usersByNetwork[network]?.compactMap { users[$0] } ?? []
    }

    /// The API tokens that are for a network by its name, in no order.
    public func apiTokens(naming network: NetworkName) -> [APIToken] {
        apiTokensByNetwork[network]?.compactMap { apiTokens[$0] } ?? []
    }

    /// Applies what one command changed. Mutations of networks are none of its business and leave it as it is.
    public mutating func apply(_ mutations: [Mutation], at revision: Revision) {
        for mutation in mutations { apply(mutation) }
        self.revision = revision
    }

    private mutating func apply(_ mutation: Mutation) {
        switch mutation {
        case .putServer(let identity):
            server = identity
        case .putUser(let user): put(user)
        case .removeUser(let name): removeUser(name)
        case .putLoginSession(let session):
            loginSessions[session.id] = session
            loginSessionsByToken[session.tokenHash] = session.id
            loginSessionsByUser.insert(session.id, into: session.user)
        case .removeLoginSession(let id):
            guard let session = loginSessions.removeValue(forKey: id) else { return }
            loginSessionsByToken[session.tokenHash] = nil
            loginSessionsByUser.remove(id, from: session.user)
        case .putAPIToken(let token): put(token)
        case .removeAPIToken(let id): removeAPIToken(id)
        case .putNetwork, .removeNetwork, .putNode, .removeNode, .putAccessKey, .removeAccessKey, .putDNSRecord,
            .removeDNSRecord, .putClient, .removeClient:
            break
        }
    }

    private mutating func put(_ user: User) {
        removeUser(user.name)
        users[user.name] = user
        switch user.role {
        case .superAdmin: superAdmins[user.name] = user.role
        case .networkAdmin(let networks, _): for name in networks { usersByNetwork.insert(user.name, into: name) }
        }
    }

    private mutating func removeUser(_ name: UserName) {
        guard let user = users.removeValue(forKey: name) else { return }
        superAdmins[name] = nil
        if case .networkAdmin(let networks, _) = user.role {
            for network in networks { usersByNetwork.remove(name, from: network) }
        }
    }

    private mutating func put(_ token: APIToken) {
        removeAPIToken(token.id)
        apiTokens[token.id] = token
        apiTokensBySecret[token.secretHash] = token.id
        apiTokensByUser.insert(token.id, into: token.user)
        for network in token.networks ?? [] { apiTokensByNetwork.insert(token.id, into: network) }
    }

    private mutating func removeAPIToken(_ id: APITokenID) {
        guard let token = apiTokens.removeValue(forKey: id) else { return }
        apiTokensBySecret[token.secretHash] = nil
        apiTokensByUser.remove(id, from: token.user)
        for network in token.networks ?? [] { apiTokensByNetwork.remove(id, from: network) }
    }
}

/// Sets by what they belong to; an empty one is none.
extension PersistentIndex where Value: SetAlgebra {
    fileprivate mutating func insert(_ element: Value.Element, into key: Key) {
        var members = self[key] ?? []
        members.insert(element)
        self[key] = members
    }

    fileprivate mutating func remove(_ element: Value.Element, from key: Key) {
        guard var members = self[key] else { return }
        members.remove(element)
        self[key] = members.isEmpty ? nil : members
    }
}

/// Equal when they say the same: indexes follow from what they index.
extension Directory: Equatable {
    public static func == (lhs: Directory, rhs: Directory) -> Bool {
        lhs.revision == rhs.revision && lhs.server == rhs.server && lhs.users == rhs.users
            && lhs.loginSessions == rhs.loginSessions && lhs.apiTokens == rhs.apiTokens
    }
}
