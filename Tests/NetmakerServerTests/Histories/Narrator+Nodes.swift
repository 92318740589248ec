import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// Nodes come, change and go.
extension Narrator {
    mutating func join(_ number: Int, _ key: Int, _ publicKey: Int, _ name: Int, _ report: Operation.Report) {
        machines += 1
        publicKeys += 1
        let taken = publicKey == 0 ? nil : node(publicKey)?.publicKey
        join(
            Order.Verb.join, Self.names[number % 4], key, machine: machines,
            publicKey: taken ?? Samples.publicKey(publicKeys), name: Menu.wantedName(name), report)
    }

    mutating func ask(_ number: Int, _ publicKey: Int, _ report: Operation.Report) {
        machines += 1
        publicKeys += 1
        let taken = publicKey == 0 ? nil : node(publicKey)?.publicKey
        join(
            Order.Verb.ask, Self.names[number % 4], nil, machine: machines,
            publicKey: taken ?? Samples.publicKey(publicKeys), name: nil, report)
    }

    mutating func joinAgain(_ number: Int, _ key: Int, _ publicKey: Int, _ report: Operation.Report) {
        guard let member = member(number) else { return }
        joinAgain(member, key, publicKey, report, other: node(number / 8))
    }

    mutating func joinAgain(
        _ member: (node: NodeID, network: NetworkName, machine: Int), _ key: Int, _ publicKey: Int,
        _ report: Operation.Report, other: Node? = nil
    ) {
        let own = truth.node(member.node)?.publicKey ?? lastKeys[member.machine]
        publicKeys += 1
        let new = Samples.publicKey(publicKeys)
        let wanted = [own ?? new, own ?? new, new, other?.publicKey ?? new][publicKey % 4]
        join(
            Order.Verb.joinAgain, member.network, key, machine: member.machine, publicKey: wanted, name: nil, report)
    }

    private mutating func join(
        _ verb: Order.Verb, _ network: NetworkName, _ key: Int?, machine: Int, publicKey: PublicKey, name: NodeName?,
        _ report: Operation.Report
    ) {
        let command = JoinNetwork(
            network: network, key: key.map { secret($0, of: network) }, identity: Samples.identity(machine),
            publicKey: publicKey,
            name: name, report: Menu.report(report, of: machine), source: Menu.source(report.source, of: machine))
        var random = truth.nextGenerator()
        let verdict: Order.Verdict
        var answer: Node?
        do throws(Refusal) {
            let admission = try truth.join(command, id: NodeID.random(using: &random))
            answer = admission.node
            note(admission)
            let isNew = !members.contains { $0.node == admission.node.id }
            if isNew, lastKeys[machine] == publicKey { coverage.reached(.cameBack) }
            lastKeys[machine] = publicKey
            verdict = Order.Verdict(isChange: admission.isChange)
            if isNew { members.append((admission.node.id, network, machine)) }
        } catch {
            verdict = .refused(error)
            note(error, command)
        }
        let (aggregate, stand) = stand(network)
        let fields = truth.network(network)?.fields
        let order = Order(verb, command, as: .nobody, verdict, of: aggregate, at: stand) { [answer] joined in
            joined.node == answer && joined.network == fields
        }
        let who = answer.map { "\($0.id) \($0.name) \($0.addresses)" } ?? "-"
        add(.order(order), "machine \(machine) joins \(network) as \(who): \(verdict.text)")
    }

    /// Mostly the one it has said before, if any.
    private mutating func nextKey(_ number: Int, of id: NodeID) -> PublicKey? {
        let said = truth.node(id)?.nextPublicKey
        switch number % 8 {
        case 1, 2, 3:
            publicKeys += 1
            return said ?? Samples.publicKey(publicKeys)
        case 4:
            publicKeys += 1
            return Samples.publicKey(publicKeys)
        case 5: return truth.node(id)?.publicKey
        case 6: return node(publicKeys)?.publicKeys.last
        case 7: return nil
        default: return said
        }
    }

    private mutating func note(_ admission: PlainTruth.Admission) {
        if admission.claims.contains(.rested) { coverage.reached(.restedAddressReused) }
        if admission.claims.contains(.resting) { coverage.reached(.restingAddressReused) }
    }

    private mutating func note(_ refusal: Refusal, _ command: JoinNetwork) {
        if refusal == .exhausted { coverage.reached(.rangeExhausted) }
        guard refusal == .refused, command.key != nil, let network = truth.network(command.network),
            let secret = network.secrets.first(where: { $0.secret.hash == command.key?.hash })
        else { return }
        guard let key = network.keys.first(where: { $0.id == secret.key }) else {
            return coverage.reached(.deletedKeyTried)
        }
        coverage.reached(key.uses == .remaining(0) ? .spentKeyTried : .expiredKeyTried)
    }

    /// Mostly the secret of a key that admits; else of any, also of a deleted one, or of none.
    private func secret(_ number: Int, of network: NetworkName) -> Secret {
        let stranger = Samples.secret(999_999)
        guard let network = truth.network(network), !network.secrets.isEmpty else { return stranger }
        let now = truth.now
        let good = network.keys.filter { key in
            key.uses != .remaining(0) && (key.expiresAt.map { $0 > now } ?? true)
        }
        switch number % 12 {
        case 11: return stranger
        case 9, 10: return network.secrets[(number + truth.draws) % network.secrets.count].secret
        default:
            guard !good.isEmpty else { return network.secrets[0].secret }
            let key = good[(number + truth.draws) % good.count]
            return network.secrets.first { $0.key == key.id }?.secret ?? stranger
        }
    }

    mutating func leave(_ number: Int, by asker: Operation.Asker) {
        guard let member = memberWithNames(number) else { return }
        leave(member.node, by: asker)
    }

    mutating func leave(_ id: NodeID, by asker: Operation.Asker = .entitled) {
        let asker = self.asker(asker, entitled: .node(id))
        _ = truth.nextGenerator()
        let network = truth.node(id)?.network
        let hadNames = hasNames(id)
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.node(id), asker)
            try truth.leave(id)
            verdict = .done
            if hadNames { coverage.reached(.namesLeft) }
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = network.map { self.stand($0) } ?? (.directory, 0)
        let gone = truth.gone(id)
        let order = Order(.leave, LeaveNetwork(node: id), as: asker, verdict, of: aggregate, at: stand) {
            gone?.says($0) ?? false
        }
        add(.order(order), "\(asker) lets \(id) leave: \(verdict.text)")
    }

    mutating func removeNode(_ number: Int, _ network: Int, _ match: Operation.Match, by asker: Operation.Asker) {
        guard let member = memberWithNames(number) else { return }
        let (id, name) = (member.node, network == 0 ? member.network : Self.names[network % 4])
        let asker = self.asker(asker)
        let seen = revision(match, at: truth.node(id)?.revision.rawValue)
        _ = truth.nextGenerator()
        let hadNames = hasNames(id)
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(name), asker)
            try truth.remove(id, in: name, seen: seen)
            verdict = .done
            if hadNames { coverage.reached(.namesRemoved) }
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let gone = truth.gone(id)
        let order = Order(
            .removeNode, RemoveNode(network: name, node: id, ifMatch: seen), as: asker, verdict, of: aggregate,
            at: stand
        ) { gone?.says($0) ?? false }
        add(.order(order), "\(asker) removes node \(id) of \(name): \(verdict.text)")
    }

    mutating func updateNode(
        _ number: Int, _ network: Int, _ change: Int, _ value: Int, _ match: Operation.Match, by asker: Operation.Asker
    ) {
        let found = Menu.revives(change) ? memberAside(number) { $0.standing.admission == .admitted } : member(number)
        guard let member = found else { return }
        let (id, name) = (member.node, network == 0 ? member.network : Self.names[network % 4])
        let changes = Menu.nodeChanges(
            change, value, taken: node(number / 8), in: truth.network(name)?.ranges, now: truth.now)
        let asker = self.asker(asker)
        let seen = revision(match, at: truth.node(id)?.revision.rawValue)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(name), asker)
            verdict = Order.Verdict(isChange: try truth.update(id, in: name, seen: seen, changes))
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let node = truth.node(id)
        let order = Order(
            .updateNode, UpdateNode(network: name, node: id, changes: changes, ifMatch: seen), as: asker, verdict,
            of: aggregate, at: stand
        ) { $0 == node }
        add(.order(order), "\(asker) updates node \(id) of \(name) (\(Menu.text(of: changes))): \(verdict.text)")
    }

    mutating func report(_ number: Int, _ report: Operation.Report, by asker: Operation.Asker) {
        guard let member = member(number) else { return }
        let id = member.node
        let asker = self.asker(asker, entitled: .node(id))
        var said = Menu.report(report, of: member.machine)
        said.nextPublicKey = nextKey(report.nextKey, of: id)
        let source = Menu.source(report.source, of: member.machine)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.node(id), asker)
            verdict = Order.Verdict(isChange: try truth.report(said, from: source, by: id))
        } catch { verdict = .refused(error) }
        let node = truth.node(id)
        let (aggregate, stand) = stand(node?.network ?? member.network)
        let order = Order(
            .reportNode, ReportNode(node: id, report: said, source: source), as: asker, verdict, of: aggregate,
            at: stand
        ) { $0 == node }
        add(.order(order), "\(asker) reports \(report) for \(id): \(verdict.text)")
    }
}

extension PlainGone {
    /// Whether the server remembers the node so.
    func says(_ removed: RemovedNode) -> Bool {
        removed.id == id && removed.network == network && removed.name == name && removed.identity == identity
            && removed.addresses == addresses && removed.reason == reason && removed.removedAt == at
    }
}
