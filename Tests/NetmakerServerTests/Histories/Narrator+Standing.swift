import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// Who takes part, where, and with which keys.
extension Narrator {
    mutating func expireNodes(_ network: Int, by asker: Operation.Asker) {
        let name = Self.names[network % 4]
        let asker = self.asker(asker, entitled: .server)
        _ = truth.nextGenerator()
        var expired: [NodeID] = []
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.time, asker)
            expired = try truth.expireNodes(of: name)
            verdict = Order.Verdict(isChange: !expired.isEmpty)
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let order = Order(
            .expireNodes, ExpireNodes(network: name), as: asker, verdict, of: aggregate, at: stand
        ) { [expired] in $0.count == expired.count && Set($0) == Set(expired) }
        add(.order(order), "\(asker) cuts off what is over in \(name), nodes \(expired): \(verdict.text)")
    }

    mutating func approve(_ number: Int, _ network: Int, _ match: Operation.Match, by asker: Operation.Asker) {
        guard let member = memberAside(number, { $0.standing.admission == .pending }) else { return }
        let (id, name) = (member.node, network == 0 ? member.network : Self.names[network % 4])
        let asker = self.asker(asker)
        let seen = revision(match, at: truth.node(id)?.revision.rawValue)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(name), asker)
            verdict = Order.Verdict(isChange: try truth.approve(id, in: name, seen: seen))
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let node = truth.node(id)
        let order = Order(
            .approve, ApproveNode(network: name, node: id, ifMatch: seen), as: asker, verdict, of: aggregate, at: stand
        ) { $0 == node }
        add(.order(order), "\(asker) approves \(id) of \(name) \(node?.addresses ?? []): \(verdict.text)")
    }

    mutating func deny(_ number: Int, _ network: Int, _ match: Operation.Match, by asker: Operation.Asker) {
        let waits = memberAside(number) { $0.standing.admission == .pending && (number % 2 == 0 || hasNames($0.id)) }
        guard let member = waits else { return }
        let (id, name) = (member.node, network == 0 ? member.network : Self.names[network % 4])
        let asker = self.asker(asker)
        let seen = revision(match, at: truth.node(id)?.revision.rawValue)
        _ = truth.nextGenerator()
        let hadNames = hasNames(id)
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(name), asker)
            try truth.deny(id, in: name, seen: seen)
            verdict = .done
            if hadNames { coverage.reached(.namesDenied) }
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let gone = truth.gone(id)
        let order = Order(
            .deny, DenyNode(network: name, node: id, ifMatch: seen), as: asker, verdict, of: aggregate, at: stand
        ) { gone?.says($0) ?? false }
        add(.order(order), "\(asker) denies \(id) of \(name): \(verdict.text)")
    }

    mutating func changeRanges(_ number: Int, _ ranges: Int, _ match: Operation.Match, by asker: Operation.Asker) {
        let (name, ranges) = (Self.names[number % 4], Menu.newRanges(ranges))
        let asker = self.asker(asker)
        let old = truth.network(name)
        let seen = revision(match, at: old?.ownRevision)
        _ = truth.nextGenerator()
        var moved: [Node] = []
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(name), asker)
            let moving = try truth.changeRanges(of: name, to: ranges, seen: seen)
            moved = moving ?? []
            verdict = Order.Verdict(isChange: moving != nil)
            if let old, let new = truth.network(name) { note(from: old, to: new) }
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let order = Order(
            .changeRanges, ChangeRanges(network: name, ranges: ranges, ifMatch: seen), as: asker, verdict,
            of: aggregate, at: stand
        ) { [moved] plan in
            plan.ranges == ranges && plan.moves.map(\.node) == moved.map(\.id)
                && plan.moves.map(\.ipv4) == moved.map(\.ipv4) && plan.moves.map(\.ipv6) == moved.map(\.ipv6)
        }
        let text = ranges.all.map(\.description).joined(separator: " and ")
        add(.order(order), "\(asker) moves \(name) to \(text), \(moved.count) nodes: \(verdict.text)")
    }

    private mutating func note(from old: PlainNetwork, to new: PlainNetwork) {
        guard let (former, range) = old.ranges.ipv4.flatMap({ former in new.ranges.ipv4.map { (former, $0) } }),
            former != range
        else { return }
        for (before, after) in zip(old.nodes, new.nodes) {
            guard let before = before.ipv4, let after = after.ipv4 else { continue }
            let isKept =
                before.rawValue - former.address.rawValue == after.rawValue - range.address.rawValue
            coverage.reached(isKept ? .numberKept : .numberLost)
        }
        if zip(old.records, new.records).contains(where: { $0.target != $1.target }) { coverage.reached(.nameFollowed) }
    }

    // MARK: Keys

    mutating func refreshKeys(_ number: Int, _ match: Operation.Match, by asker: Operation.Asker) {
        let name = Self.names[number % 4]
        let asker = self.asker(asker)
        let seen = revision(match, at: truth.network(name)?.ownRevision)
        _ = truth.nextGenerator()
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.network(name), asker)
            try truth.refreshKeys(of: name, seen: seen)
            verdict = .done
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let fields = truth.network(name)?.fields
        let order = Order(
            .refreshKeys, RefreshKeys(network: name, ifMatch: seen), as: asker, verdict, of: aggregate, at: stand
        ) { $0 == fields }
        add(.order(order), "\(asker) asks for new keys in \(name): \(verdict.text)")
    }

    mutating func adoptKeys(_ number: Int, _ behind: Int, by asker: Operation.Asker) {
        let name = Self.names[number % 4]
        let asker = self.asker(asker, entitled: .server)
        let revision = truth.network(name)?.revision ?? 0
        let known = Revision(behind < 2 ? revision : revision - min(revision, UInt64(behind * 5)))
        _ = truth.nextGenerator()
        var adopted: [NodeID] = []
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.time, asker)
            adopted = try truth.adoptKeys(of: name, knownAt: known)
            verdict = Order.Verdict(isChange: !adopted.isEmpty)
        } catch { verdict = .refused(error) }
        let (aggregate, stand) = stand(name)
        let order = Order(
            .adoptKeys, AdoptKeys(network: name, knownAt: known), as: asker, verdict, of: aggregate, at: stand
        ) { [adopted] in $0 == adopted.sorted() }
        add(.order(order), "\(asker) has keys of \(name) adopted by \(adopted): \(verdict.text)")
    }
}
