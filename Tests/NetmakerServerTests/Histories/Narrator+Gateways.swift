import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// Gateways and external clients.
extension Narrator {
    mutating func changeRoles(
        _ number: Int, _ network: Int, _ change: Int, _ value: Int, _ match: Operation.Match, by asker: Operation.Asker
    ) {
        guard let member = member(number) else { return }
        let (id, name) = (member.node, network == 0 ? member.network : Self.names[network % 4])
        let change = Menu.rolesChange(change, value, now: truth.now)
        let asker = self.asker(asker)
        let seen = revision(match, at: truth.node(id)?.revision.rawValue)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(name), asker)
            verdict = Order.Verdict(isChange: try truth.changeRoles(id, in: name, seen: seen, change))
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let node = truth.node(id)
        let order = Order(
            .changeRoles, ChangeRoles(network: name, node: id, change: change, ifMatch: seen), as: asker, verdict,
            of: aggregate, at: stand
        ) { $0 == node }
        add(.order(order), "\(asker) gives node \(id) of \(name) roles (\(Menu.text(of: change))): \(verdict.text)")
    }

    mutating func createClient(_ network: Int, _ choice: Operation.ClientChoice, by asker: Operation.Asker) {
        let name = Self.names[network % 4]
        publicKeys += 1
        let command = CreateClient(
            network: name, name: clientName(choice.name, in: name),
            publicKey: choice.key == 0 ? Samples.publicKey(publicKeys) : takenKey(choice.key),
            gateway: gateway(choice.gateway, in: name), ipv4: Menu.clientAddress(choice.address),
            allowedRanges: choice.ranges < 5 ? [] : Menu.ranges(outside: choice.ranges),
            expiresAt: [nil, 60, 60, 3000, 0][choice.expiry % 5].map { truth.now + .seconds($0) })
        let asker = self.asker(asker)
        var random = truth.nextGenerator()
        let verdict: Order.Verdict
        var kept: PlainClient?
        do throws(Refusal) {
            try permit(.network(name), asker)
            kept = try truth.create(command, id: ExternalClientID.random(using: &random))
            verdict = .done
        } catch { verdict = .refused(error) }
        if let kept { clients.append((kept.id, name)) }
        let (aggregate, stand) = stand(name)
        let order = Order(.createClient, command, as: asker, verdict, of: aggregate, at: stand) { [kept] handedOut in
            handedOut.client.withoutDigest == kept?.client && handedOut.profile.text == kept?.handedOut
        }
        let who = "\(command.name) by \(command.gateway) \(kept?.client.addresses ?? [])"
        add(.order(order), "\(asker) creates client \(who) of \(name): \(verdict.text)")
    }

    mutating func updateClient(
        _ number: Int, _ network: Int, _ change: Int, _ value: Int, _ gateway: Int, _ match: Operation.Match,
        by asker: Operation.Asker
    ) {
        guard let (id, name) = client(number, network) else { return }
        let old = truth.network(name)?.clients.first { $0.id == id }?.client
        let changes = Menu.clientChanges(
            change, value, gateway: self.gateway(gateway, in: name), now: truth.now)
        let asker = self.asker(asker)
        let seen = revision(match, at: old?.revision.rawValue)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(name), asker)
            verdict = Order.Verdict(isChange: try truth.update(id, in: name, seen: seen, changes))
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let new = truth.network(name)?.clients.first { $0.id == id }?.client
        if let old, let new, case .done = verdict {
            if old.gateway != new.gateway { coverage.reached(.clientMoved) }
            if old.access == .expired, new.access == .enabled { coverage.reached(.clientLetInAgain) }
        }
        let order = Order(
            .updateClient, UpdateClient(network: name, client: id, changes: changes, ifMatch: seen), as: asker, verdict,
            of: aggregate, at: stand
        ) { $0.withoutDigest == new }
        add(.order(order), "\(asker) updates client \(id) of \(name) (\(Menu.text(of: changes))): \(verdict.text)")
    }

    mutating func deleteClient(_ number: Int, _ network: Int, _ match: Operation.Match, by asker: Operation.Asker) {
        guard let (id, name) = client(number, network) else { return }
        let deleted = truth.network(name)?.clients.first { $0.id == id }?.client
        let asker = self.asker(asker)
        let seen = revision(match, at: deleted?.revision.rawValue)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(name), asker)
            try truth.delete(client: id, in: name, seen: seen)
            verdict = .done
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let order = Order(
            .deleteClient, DeleteClient(network: name, client: id, ifMatch: seen), as: asker, verdict, of: aggregate,
            at: stand
        ) { $0.withoutDigest == deleted }
        add(.order(order), "\(asker) deletes client \(id) of \(name): \(verdict.text)")
    }

    mutating func handOut(_ number: Int, _ key: Int, _ match: Operation.Match, by asker: Operation.Asker) {
        guard let (id, name) = client(number, 0) else { return }
        publicKeys += 1
        let old = truth.network(name)?.clients.first { $0.id == id }
        if let old, let file = truth.network(name)?.file(of: old.client), file != old.handedOut {
            coverage.reached(.fileOutdated)
        }
        let asker = self.asker(asker)
        let command = HandOutClientFile(
            network: name, client: id,
            publicKey: [nil, nil, Samples.publicKey(publicKeys), takenKey(key)][key % 4],
            ifMatch: revision(match, at: old?.client.revision.rawValue))
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(name), asker)
            verdict = Order.Verdict(isChange: try truth.handOut(command))
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let new = truth.network(name)?.clients.first { $0.id == id }
        let order = Order(.handOut, command, as: asker, verdict, of: aggregate, at: stand) { handedOut in
            handedOut.client.withoutDigest == new?.client && handedOut.profile.text == new?.handedOut
        }
        add(.order(order), "\(asker) hands out the file of client \(id) of \(name): \(verdict.text)")
    }

    mutating func expireClients(_ network: Int, by asker: Operation.Asker) {
        let name = Self.names[network % 4]
        let asker = self.asker(asker, entitled: .server)
        _ = truth.nextGenerator()
        var expired: [ExternalClientID] = []
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.time, asker)
            expired = try truth.expireClients(of: name)
            verdict = Order.Verdict(isChange: !expired.isEmpty)
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let order = Order(
            .expireClients, ExpireClients(network: name), as: asker, verdict, of: aggregate, at: stand
        ) { [expired] in Set($0.map(\.id)) == Set(expired) }
        add(.order(order), "\(asker) cuts off what is over in \(name), \(expired.count) clients: \(verdict.text)")
    }

    // MARK: Which one

    /// Mostly one that is in a network now.
    private func client(_ number: Int, _ network: Int) -> (ExternalClientID, NetworkName)? {
        let now = truth.networks.flatMap { network in network.clients.map { ($0.id, network.name) } }
        let found =
            if number % 8 != 7, !now.isEmpty { now[number % now.count] } else {
                clients.isEmpty ? nil : clients[number % clients.count]
            }
        return found.map { ($0.0, network == 0 ? $0.1 : Self.names[network % 4]) }
    }

    /// Mostly an ingress gateway.
    private func gateway(_ number: Int, in name: NetworkName) -> NodeID {
        let nodes = truth.network(name)?.nodes ?? []
        let gateways = nodes.filter { $0.roles.ingress != nil }
        if number % 8 != 7, !gateways.isEmpty { return gateways[number % gateways.count].id }
        return nodes.isEmpty ? Samples.nodeID(1) : nodes[number % nodes.count].id
    }

    /// Mostly one that nobody has.
    private func clientName(_ number: Int, in name: NetworkName) -> NodeName {
        number == 0 ? NodeName(adapting: "client-\(publicKeys)") : Menu.clientName(number)
    }

    private func takenKey(_ number: Int) -> PublicKey {
        let keys = truth.networks.flatMap { $0.nodes.map(\.publicKey) + $0.clients.map(\.client.publicKey) }
        return keys.isEmpty ? Samples.publicKey(publicKeys) : keys[number % keys.count]
    }
}

extension ExternalClient {
    /// The same without the digest of its file, which the plain model does not make.
    var withoutDigest: ExternalClient {
        var copy = self
        copy.handedOut = .zero
        return copy
    }
}
