import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// Users and their API tokens.
extension Narrator {
    static let people = ["bob", "carol", "dave"].map { Samples.userName($0) }

    mutating func createUser(_ number: Int, _ role: Int, by asker: Operation.Asker) {
        let (name, role) = (Self.people[number % 3], Menu.role(role))
        let asker = self.asker(asker)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.server, asker)
            try truth.create(name, role, Samples.passwordHash)
            verdict = .done
        } catch { verdict = .refused(error) }
        let user = truth.user(name)
        let order = Order(
            .createUser, CreateUser(name: name, role: role, password: Samples.passwordHash), as: asker, verdict,
            of: .directory, at: truth.directoryRevision
        ) { $0 == user }
        add(.order(order), "\(asker) makes \(name) \(role): \(verdict.text)")
    }

    mutating func updateUser(_ number: Int, _ change: Int, _ match: Operation.Match, by asker: Operation.Asker) {
        let (name, changes) = (person(number), Menu.userChanges(change))
        let asker = self.asker(asker)
        let seen = revision(match, at: truth.user(name)?.revision.rawValue)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.server, asker)
            verdict = Order.Verdict(isChange: try truth.update(name, seen: seen, changes))
            note(rolesOf: name)
        } catch { verdict = .refused(error) }
        let user = truth.user(name)
        let order = Order(
            .updateUser, UpdateUser(name: name, changes: changes, ifMatch: seen), as: asker, verdict, of: .directory,
            at: truth.directoryRevision
        ) { $0 == user }
        add(.order(order), "\(asker) makes of \(name) \(changes): \(verdict.text)")
    }

    mutating func deleteUser(_ number: Int, _ match: Operation.Match, by asker: Operation.Asker) {
        let name = person(number)
        let asker = self.asker(asker)
        let user = truth.user(name)
        let seen = revision(match, at: user?.revision.rawValue)
        let hadTokens = truth.tokens.contains { $0.user == name }
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.server, asker)
            try truth.delete(user: name, seen: seen)
            verdict = .done
            if hadTokens { coverage.reached(.tokensEnded) }
        } catch { verdict = .refused(error) }
        let order = Order(
            .deleteUser, DeleteUser(name: name, ifMatch: seen), as: asker, verdict, of: .directory,
            at: truth.directoryRevision
        ) { $0 == user }
        add(.order(order), "\(asker) deletes \(name): \(verdict.text)")
    }

    mutating func createToken(_ number: Int, _ name: Int, _ scope: Int, by asker: Operation.Asker) {
        let user = number % 5 == 0 ? Self.alice : person(number)
        let asker = self.asker(asker, entitled: .user(user))
        var random = truth.nextGenerator()
        let secret = Secret(using: &random)
        let (access, networks) = Menu.scope(scope)
        let token = APIToken(
            id: APITokenID.random(using: &random), user: user, name: Menu.tokenName(name), secretHash: secret.hash,
            access: access, networks: networks,
            expiresAt: scope % 11 == 0 ? truth.now + .seconds(scope % 2 == 0 ? 0 : 60) : nil, createdAt: truth.now)
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.person(user), asker)
            try truth.create(token, by: asker)
            everyToken.append((token.id, user))
            verdict = .done
        } catch { verdict = .refused(error) }
        let kept = truth.tokens.first { $0.id == token.id }
        let order = Order(
            .createToken,
            CreateAPIToken(
                for: user, name: token.name, access: access, networks: networks, expiresAt: token.expiresAt),
            as: asker, verdict, of: .directory, at: truth.directoryRevision
        ) { $0.token == kept && $0.secret.hash == secret.hash }
        let reach = networks.map { "\($0.sorted())" } ?? "all"
        add(.order(order), "\(asker) makes token \(token.name) \(access) of \(reach) for \(user): \(verdict.text)")
    }

    mutating func revokeToken(_ number: Int, by asker: Operation.Asker) {
        guard let (id, user) = token(number) else { return }
        let asker = self.asker(asker)
        let token = truth.tokens.first { $0.id == id }
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.account(user), asker)
            try truth.revoke(id, of: user)
            verdict = .done
        } catch { verdict = .refused(error) }
        let order = Order(
            .revokeToken, RevokeAPIToken(id, of: user), as: asker, verdict, of: .directory,
            at: truth.directoryRevision
        ) { $0 == token }
        add(.order(order), "\(asker) revokes token \(id) of \(user): \(verdict.text)")
    }

    /// Mostly one that is there; nil when there never was any.
    func token(_ number: Int) -> (id: APITokenID, user: UserName)? {
        guard number % 4 == 3 || truth.tokens.isEmpty else {
            let token = truth.tokens[number % truth.tokens.count]
            return (token.id, token.user)
        }
        return everyToken.isEmpty ? nil : everyToken[number % everyToken.count]
    }

    /// Mostly somebody who is a user. Whoever administers the histories stays: she is touched only as the last super
    /// admin.
    private func person(_ number: Int) -> UserName {
        let isLast = truth.users.filter { $0.role == .superAdmin }.count < 2
        if number % 8 == 7, isLast { return Self.alice }
        let users = truth.users.map(\.name).filter { $0 != Self.alice }
        return users.isEmpty || number % 4 == 2 ? Self.people[number % 3] : users[number % users.count]
    }
}
