import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// People, networks and keys.
extension Narrator {
    mutating func setUp(by asker: Operation.Asker) {
        let asker = self.asker(asker, entitled: .server)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.setUp, asker)
            try truth.setUp(Self.alice, Samples.passwordHash)
            verdict = .done
        } catch { verdict = .refused(error) }
        let user = truth.users.first
        let order = Order(
            .setUp, CompleteSetup(user: Self.alice, password: Samples.passwordHash), as: asker, verdict,
            of: .directory, at: truth.directoryRevision
        ) { $0 == user }
        add(.order(order), "\(asker) sets up: \(verdict.text)")
    }

    mutating func logIn(_ password: Int, by asker: Operation.Asker) {
        let asker = self.asker(asker)
        let hash = password == 0 ? Samples.passwordHash : Self.otherPassword
        var random = truth.nextGenerator()
        let token = Secret(using: &random)
        let session = LoginSession(
            id: SessionID.random(using: &random), user: Self.alice, tokenHash: token.hash, createdAt: truth.now,
            expiresAt: truth.now + .seconds(12 * 3600))
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.person(Self.alice), asker)
            try truth.open(session, password: hash)
            closed.append(session)
            verdict = .done
        } catch { verdict = .refused(error) }
        let order = Order(
            .logIn, Login(user: Self.alice, verified: hash), as: asker, verdict, of: .directory,
            at: truth.directoryRevision
        ) { $0.session == session && $0.token.hash == session.tokenHash }
        add(.order(order), "\(asker) logs in: \(verdict.text)")
    }

    private static let otherPassword = PasswordHash(
        cost: 2, blockSize: 1, parallelization: 1, salt: [9], derivedKey: Array(repeating: 8, count: 32))

    mutating func logOut(_ number: Int, by asker: Operation.Asker) {
        guard !closed.isEmpty else { return }
        let session = closed[number % closed.count]
        let asker = self.asker(asker)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.account(session.user), asker)
            verdict = Order.Verdict(isChange: truth.close(session))
        } catch { verdict = .refused(error) }
        let order = Order(
            .logOut, Logout(session), as: asker, verdict, of: .directory, at: truth.directoryRevision
        ) { _ in true }
        add(.order(order), "\(asker) logs out \(session.id): \(verdict.text)")
    }

    // MARK: Networks

    mutating func createNetwork(
        _ number: Int, _ ranges: Int, _ defaults: Int, _ display: Int, by asker: Operation.Asker
    ) {
        let (name, ranges) = (Self.names[number % 4], Menu.ranges(ranges))
        let display = [nil, nil, nil, "Büro", "HQ", "an harbor", " ", "\u{1B}[31mred"][display % 8]
        let asker = self.asker(asker)
        var random = truth.nextGenerator()
        let network = PlainNetwork(
            name: name, displayName: display ?? name.description, ranges: ranges, defaults: Menu.defaults(defaults),
            epoch: Epoch.random(using: &random), createdAt: truth.now)
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.server, asker)
            try truth.create(network)
            if truth.gone.contains(where: { $0.network == name && $0.reason == .networkDeleted }) {
                coverage.reached(.networkMadeAnew)
            }
            verdict = .done
        } catch { verdict = .refused(error) }
        let order = Order(
            .createNetwork,
            CreateNetwork(name: name, displayName: display, ranges: ranges, defaults: network.defaults), as: asker,
            verdict, of: network.aggregate, at: 1
        ) { $0 == network.fields }
        let text = ranges.all.map(\.description).joined(separator: " and ")
        add(.order(order), "\(asker) creates network \(name) of \(text): \(verdict.text)")
    }

    mutating func updateNetwork(_ number: Int, _ change: Int, _ match: Operation.Match, by asker: Operation.Asker) {
        let name = Self.names[number % 4]
        let changes = Menu.networkChanges(change)
        let asker = self.asker(asker)
        let seen = revision(match, at: truth.network(name)?.ownRevision)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(name), asker)
            verdict = Order.Verdict(isChange: try truth.update(name, seen: seen, changes))
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let fields = truth.network(name)?.fields
        let order = Order(
            .updateNetwork, UpdateNetwork(name: name, changes: changes, ifMatch: seen), as: asker, verdict,
            of: aggregate, at: stand
        ) { $0 == fields }
        add(.order(order), "\(asker) updates network \(name) (\(Menu.text(of: changes))): \(verdict.text)")
    }

    mutating func deleteNetwork(
        _ number: Int, _ nodes: DeleteNetwork.Nodes, _ match: Operation.Match, by asker: Operation.Asker
    ) {
        let name = Self.names[number % 4]
        let asker = self.asker(asker)
        let fields = truth.network(name)?.fields
        let seen = revision(match, at: fields?.revision.rawValue)
        let (aggregate, stand) = stand(name)
        let before = truth
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.deletion(of: name), asker)
            try truth.delete(name, nodes, seen: seen)
            verdict = .done
            note(withdrawn: name, since: before)
        } catch { verdict = .refused(error) }
        let directory = truth.directoryRevision == before.directoryRevision ? nil : truth.directoryRevision
        let order = Order(
            .deleteNetwork, DeleteNetwork(name: name, nodes: nodes, ifMatch: seen), as: asker, verdict, of: aggregate,
            at: stand + 1, directory: directory
        ) { $0 == fields }
        add(.order(order), "\(asker) deletes network \(name), nodes \(nodes): \(verdict.text)")
    }

    // MARK: Keys

    mutating func createKey(
        _ number: Int, _ uses: Int, _ expiry: Int, _ name: Int, by asker: Operation.Asker
    ) {
        let network = Self.names[number % 4]
        let asker = self.asker(asker)
        let uses: AccessKey.Uses = [
            .unlimited, .unlimited, .remaining(1), .remaining(1), .remaining(2), .remaining(3),
            .remaining(5), .remaining(0),
        ][uses % 8]
        let expiry: Timestamp? = [nil, nil, nil, 1200, 40_000, 0][expiry % 6].map { truth.now + .seconds($0) }
        let wanted = name < 4 ? nil : Menu.keyName("key-\(name)")
        let grant = Menu.grant(name)
        var random = truth.nextGenerator()
        let id = AccessKeyID.random(using: &random)
        let secret = Secret(using: &random)
        let key = AccessKey(
            id: id, network: network, name: wanted ?? Menu.keyName("key-\(id)"), secretHash: secret.hash, uses: uses,
            expiresAt: expiry, grant: grant, createdAt: truth.now)
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(network), asker)
            try truth.create(key, secret)
            verdict = .done
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(network)
        let kept = truth.network(network)?.keys.first { $0.id == id }
        let order = Order(
            .createKey, CreateAccessKey(network: network, name: wanted, uses: uses, expiresAt: expiry, grant: grant),
            as: asker, verdict, of: aggregate, at: stand
        ) { $0.key == kept && $0.secret.hash == secret.hash }
        add(.order(order), "\(asker) creates key \(key.name) of \(network), uses \(uses): \(verdict.text)")
    }

    mutating func updateKey(
        _ number: Int, _ key: Int, _ change: Int, _ value: Int, _ match: Operation.Match, by asker: Operation.Asker
    ) {
        let network = Self.names[number % 4]
        let asker = self.asker(asker)
        let secrets = truth.network(network)?.secrets ?? []
        let id = secrets.isEmpty ? Samples.accessKeyID(1) : secrets[key % secrets.count].key
        let old = truth.network(network)?.keys.first { $0.id == id }
        let changes = Menu.keyChanges(change, value, now: truth.now)
        let seen = revision(match, at: old?.revision.rawValue)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(network), asker)
            verdict = Order.Verdict(isChange: try truth.update(id, in: network, seen: seen, changes))
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(network)
        let new = truth.network(network)?.keys.first { $0.id == id }
        if let old, let new, !isOpen(old), isOpen(new) { coverage.reached(.keyOpened) }
        let order = Order(
            .updateKey, UpdateAccessKey(network: network, key: id, changes: changes, ifMatch: seen), as: asker, verdict,
            of: aggregate, at: stand
        ) { $0 == new }
        add(.order(order), "\(asker) updates key \(id) of \(network) (\(Menu.text(of: changes))): \(verdict.text)")
    }

    private func isOpen(_ key: AccessKey) -> Bool {
        key.uses != .remaining(0) && key.expiresAt.map { $0 > truth.now } ?? true
    }

    mutating func deleteKey(_ number: Int, _ key: Int, _ match: Operation.Match, by asker: Operation.Asker) {
        let network = Self.names[number % 4]
        let asker = self.asker(asker)
        let secrets = truth.network(network)?.secrets ?? []
        let id = secrets.isEmpty ? Samples.accessKeyID(1) : secrets[key % secrets.count].key
        let deleted = truth.network(network)?.keys.first { $0.id == id }
        let seen = revision(match, at: deleted?.revision.rawValue)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(network), asker)
            try truth.delete(id, in: network, seen: seen)
            verdict = .done
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(network)
        let order = Order(
            .deleteKey, DeleteAccessKey(network: network, key: id, ifMatch: seen), as: asker, verdict, of: aggregate,
            at: stand
        ) { $0 == deleted }
        add(.order(order), "\(asker) deletes key \(id) of \(network): \(verdict.text)")
    }
}
