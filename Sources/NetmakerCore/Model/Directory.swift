/// What is the server's and no network's: who it is, its users and their sessions.
public struct Directory: Sendable {
    public private(set) var revision: Revision = .zero
    /// Nil only before the server's first start has been committed.
    public private(set) var server: ServerIdentity?
    public private(set) var users: PersistentMap<UserName, User> = PersistentMap()
    public private(set) var loginSessions: PersistentMap<SessionID, LoginSession> = PersistentMap()
    private var loginSessionsByUser = PersistentIndex<UserName, Set<SessionID>>()
    private var loginSessionsByToken = PersistentIndex<SecretHash, SessionID>()

    public init() {}

    /// The directory as a store kept it.
    public init(
        revision: Revision, server: ServerIdentity?, users: some Sequence<User>,
        loginSessions: some Sequence<LoginSession>
    ) {
        for user in users { apply(.putUser(user)) }
        for session in loginSessions { apply(.putLoginSession(session)) }
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

    /// Applies what one command changed. Mutations of networks are none of its business and leave it as it is.
    public mutating func apply(_ mutations: [Mutation], at revision: Revision) {
        for mutation in mutations { apply(mutation) }
        self.revision = revision
    }

    private mutating func apply(_ mutation: Mutation) {
        switch mutation {
        case .putServer(let identity):
            server = identity
        case .putUser(let user):
            users[user.name] = user
        case .removeUser(let name):
            users[name] = nil
        case .putLoginSession(let session):
            loginSessions[session.id] = session
            loginSessionsByToken[session.tokenHash] = session.id
            var siblings = loginSessionsByUser[session.user] ?? []
            siblings.insert(session.id)
            loginSessionsByUser[session.user] = siblings
        case .removeLoginSession(let id):
            guard let session = loginSessions.removeValue(forKey: id) else { return }
            loginSessionsByToken[session.tokenHash] = nil
            let siblings = loginSessionsByUser[session.user]?.subtracting([id])
            loginSessionsByUser[session.user] = siblings?.isEmpty == false ? siblings : nil
        case .putNetwork, .removeNetwork, .putNode, .removeNode, .putAccessKey, .removeAccessKey, .putDNSRecord,
            .removeDNSRecord, .putClient, .removeClient:
            break
        }
    }
}

/// Equal when they say the same: indexes follow from what they index.
extension Directory: Equatable {
    public static func == (lhs: Directory, rhs: Directory) -> Bool {
        lhs.revision == rhs.revision && lhs.server == rhs.server && lhs.users == rhs.users
            && lhs.loginSessions == rhs.loginSessions
    }
}
