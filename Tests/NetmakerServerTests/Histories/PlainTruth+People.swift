import NetmakerControl
import NetmakerCore

/// Who may do what, and who there is.
extension PlainTruth {
    /// What somebody must be allowed.
    enum Right: Hashable {
        case setUp, time, server
        case network(NetworkName)
        case reading(of: NetworkName)
        case deletion(of: NetworkName)
        case node(NodeID)
        /// To act as this person, in person.
        case person(UserName)
        /// To end what a person is logged in with.
        case account(UserName)
    }

    /// What a credential reaches: all networks and the server, or some networks.
    private enum Reach: Hashable {
        case everything
        case some(Set<NetworkName>)

        func has(_ network: NetworkName) -> Bool {
            switch self {
            case .everything: true
            case .some(let names): names.contains(network)
            }
        }
    }

    func permit(_ right: Right, _ asker: Principal) throws(Refusal) {
        switch asker {
        case .nobody: throw .unauthenticated
        case .server:
            guard right == .setUp || right == .time else { throw .forbidden }
        case .node(let id):
            guard node(id) != nil else { throw gone(id) == nil ? .notFound : .gone }
            guard right == .node(id) else { throw .forbidden }
        case .user(let name):
            guard let user = user(name) else { throw .unauthenticated }
            try permit(right, asker, Self.reach(of: user.role))
        case .token(let id, of: let name):
            guard let token = tokens.first(where: { $0.id == id }), let user = user(name) else {
                throw .unauthenticated
            }
            try permit(right, asker, Self.reach(of: user.role, narrowedTo: token.networks))
            if case .reading = right { return }
            if token.access == .readOnly { throw .forbidden }
        }
    }

    private func permit(_ right: Right, _ asker: Principal, _ reach: Reach) throws(Refusal) {
        switch right {
        case .setUp, .time, .node: throw .forbidden
        case .server: if reach != .everything { throw .forbidden }
        case .network(let name), .reading(let name): if !reach.has(name) { throw .notFound }
        case .deletion(let name):
            if !reach.has(name) { throw .notFound }
            if reach != .everything { throw .forbidden }
        case .person(let name): if asker != .user(name) { throw .forbidden }
        case .account(let name): if asker != .user(name), reach != .everything { throw .forbidden }
        }
    }

    private static func reach(of role: Role, narrowedTo networks: Set<NetworkName>? = nil) -> Reach {
        switch role {
        case .superAdmin: networks.map { .some($0) } ?? .everything
        case .networkAdmin(let own, _): .some(networks.map { own.intersection($0) } ?? own)
        }
    }

    /// Why somebody may not; nil when they may.
    func refusal(of right: Right, to asker: Principal) -> Refusal? {
        do throws(Refusal) {
            try permit(right, asker)
            return nil
        } catch { return error }
    }

    func user(_ name: UserName) -> User? { users.first { $0.name == name } }

    private func requireAll(_ names: Set<NetworkName>) throws(Refusal) {
        if names.contains(where: { network($0) == nil }) { throw .invalidValue }
    }

    // MARK: Users

    mutating func create(_ user: UserName, _ role: Role, _ password: PasswordHash) throws(Refusal) {
        if self.user(user) != nil { throw .conflict }
        if case .networkAdmin(let networks, _) = role { try requireAll(networks) }
        directoryRevision += 1
        users.append(
            User(
                name: user, role: role, password: password, createdAt: now, revision: Revision(directoryRevision)))
    }

    mutating func update(_ name: UserName, seen: Revision?, _ changes: UserChanges) throws(Refusal) -> Bool {
        guard var user = user(name) else { throw .notFound }
        try require(seen, at: user.revision.rawValue)
        let former = user.role
        if (changes.kind ?? former.kind) == .superAdmin {
            if changes.networks != nil || changes.commands != nil { throw .invalidValue }
            user.role = .superAdmin
        } else {
            var (networks, commands): (Set<NetworkName>, CommandGrant) = ([], .denied)
            if case .networkAdmin(let own, let granted) = former { (networks, commands) = (own, granted) }
            user.role = .networkAdmin(of: changes.networks ?? networks, commands: changes.commands ?? commands)
        }
        if user.role == former { return false }
        if let networks = changes.networks { try requireAll(networks) }
        if former == .superAdmin { try requireAnother() }
        put(user)
        return true
    }

    mutating func delete(user name: UserName, seen: Revision?) throws(Refusal) {
        guard let user = user(name) else { throw .notFound }
        try require(seen, at: user.revision.rawValue)
        if user.role == .superAdmin { try requireAnother() }
        directoryRevision += 1
        users.removeAll { $0.name == name }
        sessions.removeAll { $0.user == name }
        tokens.removeAll { $0.user == name }
    }

    private func requireAnother() throws(Refusal) {
        if users.filter({ $0.role == .superAdmin }).count < 2 { throw .conflict }
    }

    private mutating func put(_ user: User) {
        directoryRevision += 1
        for index in users.indices where users[index].name == user.name {
            users[index] = user
            users[index].revision = Revision(directoryRevision)
        }
    }

    // MARK: Tokens

    mutating func create(_ token: APIToken, by asker: Principal) throws(Refusal) {
        if let end = token.expiresAt, end <= now { throw .invalidValue }
        if let networks = token.networks {
            let role = user(token.user)?.role ?? .networkAdmin(of: [])
            let reach = Self.reach(of: role)
            if networks.isEmpty || networks.contains(where: { network($0) == nil || !reach.has($0) }) {
                throw .invalidValue
            }
        }
        if tokens.contains(where: { $0.user == token.user && $0.name == token.name }) { throw .conflict }
        directoryRevision += 1
        var token = token
        token.revision = Revision(directoryRevision)
        tokens.append(token)
    }

    mutating func revoke(_ id: APITokenID, of user: UserName) throws(Refusal) {
        guard tokens.contains(where: { $0.id == id && $0.user == user }) else { throw .notFound }
        directoryRevision += 1
        tokens.removeAll { $0.id == id }
    }

    /// A network that is deleted is named by nobody any more.
    mutating func withdraw(_ network: NetworkName) {
        var isNamed = false
        let revision = Revision(directoryRevision + 1)
        for index in users.indices {
            guard case .networkAdmin(let networks, let commands) = users[index].role, networks.contains(network) else {
                continue
            }
            users[index].role = .networkAdmin(of: networks.filter { $0 != network }, commands: commands)
            users[index].revision = revision
            isNamed = true
        }
        for index in tokens.indices where tokens[index].networks?.contains(network) == true {
            tokens[index].networks?.remove(network)
            tokens[index].revision = revision
            isNamed = true
        }
        if isNamed { directoryRevision += 1 }
    }
}
