import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// Custom names, and nodes that go since their agents stay away.
extension Narrator {
    mutating func createName(
        _ number: Int, _ name: Int, _ target: Int, by asker: Operation.Asker
    ) {
        let network = Self.names[number % 4]
        let (name, target) = (Menu.recordName(name, in: network, taken: node(name)), self.target(target, in: network))
        let asker = self.asker(asker)
        _ = truth.nextGenerator()
        let record = DNSRecord(network: network, name: name, target: target, createdAt: truth.now)
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(network), asker)
            try truth.create(record)
            verdict = .done
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(network)
        let kept = truth.record(name, of: network)
        let order = Order(
            .createName, CreateDNSRecord(network: network, name: name, target: target), as: asker, verdict,
            of: aggregate, at: stand
        ) { $0 == kept }
        add(.order(order), "\(asker) names \(name) in \(network) \(target): \(verdict.text)")
    }

    mutating func updateName(
        _ number: Int, _ record: Int, _ target: Int, _ match: Operation.Match, by asker: Operation.Asker
    ) {
        let network = Self.names[number % 4]
        let (name, target) = (recordName(record, of: network), self.target(target, in: network))
        let asker = self.asker(asker)
        let seen = revision(match, at: truth.record(name, of: network)?.revision.rawValue)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(network), asker)
            verdict = Order.Verdict(isChange: try truth.update(name, in: network, seen: seen, target))
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(network)
        let kept = truth.record(name, of: network)
        let order = Order(
            .updateName, UpdateDNSRecord(network: network, name: name, target: target, ifMatch: seen), as: asker,
            verdict, of: aggregate, at: stand
        ) { $0 == kept }
        add(.order(order), "\(asker) lets \(name) in \(network) be \(target): \(verdict.text)")
    }

    mutating func deleteName(_ number: Int, _ record: Int, _ match: Operation.Match, by asker: Operation.Asker) {
        let network = Self.names[number % 4]
        let name = recordName(record, of: network)
        let asker = self.asker(asker)
        let former = truth.record(name, of: network)
        let seen = revision(match, at: former?.revision.rawValue)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(network), asker)
            try truth.delete(name, in: network, seen: seen)
            verdict = .done
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(network)
        let order = Order(
            .deleteName, DeleteDNSRecord(network: network, name: name, ifMatch: seen), as: asker, verdict,
            of: aggregate, at: stand
        ) { $0 == former }
        add(.order(order), "\(asker) takes \(name) out of \(network): \(verdict.text)")
    }

    mutating func reap(_ number: Int, _ network: Int, by asker: Operation.Asker) {
        let ephemeral = truth.networks.flatMap(\.nodes).filter { $0.grant.lifetime == .ephemeral }
        let named = ephemeral.filter { hasNames($0.id) }
        let sought = named.isEmpty || number % 4 == 2 ? ephemeral : named
        let found = sought.isEmpty || number % 4 == 3 ? member(number)?.node : sought[number % sought.count].id
        guard let id = found, let member = members.first(where: { $0.node == id }) else { return }
        let name = network == 0 ? member.network : Self.names[network % 4]
        let asker = self.asker(asker, entitled: .server)
        _ = truth.nextGenerator()
        let hadNames = hasNames(id)
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.time, asker)
            try truth.reap(id, in: name)
            verdict = .done
            if hadNames { coverage.reached(.namesReaped) }
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let gone = truth.gone(id)
        let order = Order(
            .reapNode, ReapNode(network: name, node: id), as: asker, verdict, of: aggregate, at: stand
        ) { gone?.says($0) ?? false }
        add(.order(order), "\(asker) reaps node \(id) of \(name): \(verdict.text)")
    }

    /// Whether custom names are other names of a node.
    func hasNames(_ node: NodeID) -> Bool {
        truth.networks.contains { $0.records.contains { $0.target == .node(node) } }
    }

    /// Now and then one with other names: they go with it.
    func memberWithNames(_ number: Int) -> (node: NodeID, network: NetworkName, machine: Int)? {
        let named = number % 8 == 5 ? truth.networks.flatMap(\.nodes).filter { hasNames($0.id) } : []
        guard !named.isEmpty else { return member(number) }
        return members.first { $0.node == named[number / 8 % named.count].id }
    }

    /// Mostly one that is there.
    private func recordName(_ number: Int, of network: NetworkName) -> DNSRecordName {
        let names = truth.network(network)?.records.map(\.name) ?? []
        return names.isEmpty || number % 8 == 7
            ? Menu.recordName(number, in: network, taken: nil) : names[number % names.count]
    }

    /// Addresses, or a node that is there, or was; often one that will hardly stay.
    private func target(_ number: Int, in network: NetworkName) -> DNSTarget {
        guard number % 2 == 0, let member = member(number / 2) else { return Menu.addresses(number) }
        let fleeting = truth.network(network)?.nodes.filter {
            number % 8 == 0 ? $0.grant.lifetime == .ephemeral : $0.standing.admission == .pending
        }
        guard number % 4 == 0, let fleeting, !fleeting.isEmpty else { return .node(member.node) }
        return .node(fleeting[number / 8 % fleeting.count].id)
    }
}
