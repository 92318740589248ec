import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

/// Whatever happens, in memory, in SQLite and in the writer's own mind it comes to the same.
@Suite struct `A random history` {
    @Test(arguments: 1...6)
    func `comes to the same truth in every store`(seed: UInt64) async throws {
        try await withTemporaryFolder { folder in
            let memory = InMemoryStore()
            let sqlite = try SQLiteStore(opening: folder + "/truth.db")
            var story = Story(seed: seed)
            for _ in 1...40 {
                let (entries, expected) = try story.nextBatch()
                try await memory.commit(entries, expecting: expected)
                try await sqlite.commit(entries, expecting: expected)
            }
            #expect(try await memory.truth() == story.truth)
            #expect(try await sqlite.truth() == story.truth)
            for network in story.truth.networks.values {
                let aggregate = network.network.aggregate
                let told = await memory.changes(of: aggregate, after: Revision(1))
                #expect(try await sqlite.changes(of: aggregate, after: Revision(1)) == told)
            }
            let log = await memory.log(LogQuery(.everything, .oldestFirst, limit: .max))
            #expect(try await sqlite.log(LogQuery(.everything, .oldestFirst, limit: .max)) == log)
            try expectFormer(in: log.rows)
        }
    }
}

/// Each step replaced what the last step about its object had put.
private func expectFormer(in rows: [ChangeRecord]) throws {
    struct Place: Hashable {
        let aggregate: AggregateID
        let object: ChangedObject
    }
    var standing: [Place: Mutation] = [:]
    for row in rows {
        for (step, former) in zip(row.entry.mutations, row.former) {
            let place = Place(aggregate: row.entry.aggregate, object: step.object)
            #expect(former == standing[place].map { .object($0) } ?? .nothing)
            standing[place] = step.isPut ? step : nil
        }
    }
}

/// Commands that make sense on the state the previous ones left, as a writer would have decided them.
private struct Story {
    var random: SeededGenerator
    var truth = Truth()
    var count = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// One to four rows, and where their aggregates stand before them.
    mutating func nextBatch() throws -> (entries: [ChangeEntry], expected: [AggregateID: Revision]) {
        var entries: [ChangeEntry] = []
        var expected: [AggregateID: Revision] = [:]
        let before = truth
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            count += 1
            let (aggregate, mutations) = nextChange()
            let revision = truth.revision(of: aggregate) ?? .zero
            let entry = ChangeEntry(
                aggregate: aggregate, revision: revision.next, time: Samples.time + .seconds(count), actor: "server",
                mutations: mutations)
            try truth.apply(entry)
            entries.append(entry)
            expected[aggregate] = expected[aggregate] ?? before.revision(of: aggregate) ?? .zero
        }
        return (entries, expected)
    }

    private mutating func nextChange() -> (AggregateID, [Mutation]) {
        let networks = truth.networks.values.sorted { $0.network.name < $1.network.name }
        guard let state = networks.randomElement(using: &random), Int.random(in: 0..<10, using: &random) > 0 else {
            return nextNetwork(
                free: ["harbor", "branch", "plant"].filter { truth.networks[Samples.networkName($0)] == nil })
        }
        let aggregate = state.network.aggregate
        let nodes = state.nodes.values.sorted { $0.id < $1.id }
        let clients = state.clients.values.sorted { $0.id < $1.id }
        switch (Int.random(in: 0..<15, using: &random), nodes.randomElement(using: &random)) {
        case (0, _):
            let role = count % 2 == 0 ? Role.superAdmin : .networkAdmin(of: [state.network.name])
            return (.directory, [.putUser(Samples.user("user-\(count % 3)", role: role))])
        case (1, _):
            return (.directory, [.putLoginSession(Samples.loginSession(count)), .putAPIToken(Samples.apiToken(count))])
        case (2, let node?):
            return (aggregate, [.removeNode(removal(of: node, .removed))])
        case (3...5, var node?):
            node.observedIPv4 = IPv4Address(rawValue: .random(in: 1...9, using: &random))
            node.name = Samples.nodeName(1000 + count)
            return (aggregate, [.putNode(node)])
        case (6, _):
            return (aggregate, [.putAccessKey(Samples.accessKey(count, in: state.network, uses: .remaining(3)))])
        case (13, _) where state.network.name == Samples.networkName():
            return (aggregate, [.putDNSRecord(Samples.dnsRecord("name-\(count % 5)", ["192.0.2.\(1 + count % 250)"]))])
        case (14, _):
            return (aggregate, state.dnsRecords.keys.sorted().prefix(1).map { .removeDNSRecord($0) })
        case (7, _) where nodes.count > 3:
            let removals = nodes.map { Mutation.removeNode(removal(of: $0, .networkDeleted)) }
            return (aggregate, removals + [.removeNetwork])
        case (10, let node?) where clients.count < 200:
            return (aggregate, [.putClient(Samples.client(count % 200 + 1, by: node.id, in: state.network))])
        case (11, let node?):
            guard var client = clients.randomElement(using: &random) else {
                return (.directory, [.putUser(Samples.user())])
            }
            let removed = RemovedClient(client, at: Samples.time + .seconds(count))
            client.gateway = node.id
            return (
                aggregate,
                count.isMultiple(of: 3) ? [.removeClient(removed)] : [.removeClient(removed), .putClient(client)]
            )
        default:
            return (aggregate, [.putNode(Samples.node(count, in: state.network))])
        }
    }

    private mutating func nextNetwork(free: [String]) -> (AggregateID, [Mutation]) {
        guard let name = free.randomElement(using: &random) else {
            return (.directory, [.removeUser(Samples.userName("user-0"))])
        }
        let network = Samples.network(name, epoch: UInt64(count))
        return (network.aggregate, [.putNetwork(network)])
    }

    private func removal(of node: Node, _ reason: RemovalReason) -> RemovedNode {
        RemovedNode(node, reason: reason, at: Samples.time + .seconds(count))
    }
}
