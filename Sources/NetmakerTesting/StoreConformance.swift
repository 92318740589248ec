internal import NetmakerCore
public import NetmakerStore

/// What every `Store` does, as checks to run over one: the one in memory, SQLite's, an embedder's own.
///
/// ```swift
/// @Test(arguments: StoreConformance.checks)
/// func `conforms`(check: StoreConformance.Check) async throws {
///     try await check.run(InMemoryStore())
/// }
/// ```
public enum StoreConformance {
    /// One check, for a store that was never written.
    public struct Check: Sendable, CustomStringConvertible {
        /// What the store does, as a sentence about it.
        public let description: String
        private let body: @Sendable (any Store) async throws -> Void

        init(_ description: String, _ body: @escaping @Sendable (any Store) async throws -> Void) {
            self.description = description
            self.body = body
        }

        /// Runs the check.
        ///
        /// - Throws: ``Nonconformance`` when the store does otherwise, and what the store throws.
        public func run(_ store: any Store) async throws { try await body(store) }
    }

    /// All of them.
    public static let checks: [Check] = objects + commits + log + records

    private static let objects = [
        Check("begins with an empty directory and no network") { store in
            try await expect(store.directory(), equals: Directory())
            try await expect(store.networks(), equals: [])
            try await expect(store.snapshot(of: Samples.networkName()) == nil, equals: true)
            try await expect(store.removedNodes(), equals: [])
        },
        Check("keeps the directory as it was put") { store in
            let history = History()
            try await history.commit(
                to: store, .directory,
                [
                    .putServer(ServerIdentity(id: ServerID(rawValue: 7), createdAt: Samples.time)),
                    .putUser(Samples.user()), .putLoginSession(Samples.loginSession(1)),
                    .putLoginSession(Samples.loginSession(2)),
                ])
            try await history.commit(to: store, .directory, [.removeLoginSession(Samples.loginSession(1).id)])
            try await expect(store.directory(), equals: history.truth.directory)
        },
        Check("keeps roles and API tokens as they were put") { store in
            let history = History()
            let bob = Samples.user("bob", role: .networkAdmin(of: [harbor.name], commands: .granted))
            try await history.commit(
                to: store, .directory,
                [
                    .putUser(Samples.user()), .putUser(bob), .putAPIToken(Samples.apiToken(1)),
                    .putAPIToken(Samples.apiToken(2, of: "bob", access: .readOnly, networks: [harbor.name])),
                    .putAPIToken(Samples.apiToken(3, expiresAt: Samples.time)),
                ])
            let demoted = Samples.user("bob", role: .networkAdmin(of: []))
            try await history.commit(
                to: store, .directory, [.putUser(demoted), .removeAPIToken(Samples.apiToken(1).id)])
            try await expect(store.directory(), equals: history.truth.directory)
        },
        Check("keeps a network with its nodes and keys as they were put") { store in
            let history = try await History(harborIn: store)
            try await history.commit(
                to: store, harbor.aggregate,
                [.putAccessKey(Samples.accessKey(1, uses: .remaining(3))), .putNode(Samples.node(1))])
            var moved = Samples.node(1)
            moved.observedIPv4 = IPv4Address(rawValue: 0xC000_0201)
            moved.pinnedEndpoint = try Endpoint(parsing: "[2001:db8::7]:51822")
            try await history.commit(to: store, harbor.aggregate, [.putNode(moved), .putNode(Samples.node(2))])
            try await expect(store.networks(), equals: [harbor.name])
            try await expect(store.snapshot(of: harbor.name), equals: history.truth.networks[harbor.name])
        },
        Check("keeps custom names as they were put, and of each the last") { store in
            let history = try await History(harborIn: store)
            let alias = DNSRecord(
                network: harbor.name, name: Samples.dnsRecord("www").name, target: .node(Samples.nodeID(1)),
                createdAt: Samples.time, revision: Revision(2))
            try await history.commit(
                to: store, harbor.aggregate,
                [.putNode(Samples.node(1)), .putDNSRecord(alias), .putDNSRecord(Samples.dnsRecord("db.eu"))])
            try await history.commit(
                to: store, harbor.aggregate,
                [.putDNSRecord(Samples.dnsRecord("db.eu", ["2001:db8::9"])), .putDNSRecord(Samples.dnsRecord("gone"))])
            try await history.commit(
                to: store, harbor.aggregate, [.removeDNSRecord(Samples.dnsRecord("gone").name)])
            try await expect(store.snapshot(of: harbor.name), equals: history.truth.networks[harbor.name])
            try await expect(store.snapshot(of: harbor.name)?.dnsRecords.count, equals: 2)
        },
        Check("keeps a network's external clients as they were put, moved and removed") { store in
            let history = try await History(harborIn: store)
            let client = Samples.client(1)
            try await history.commit(
                to: store, harbor.aggregate,
                [
                    .putNode(Samples.gateway(1)), .putNode(Samples.gateway(2)), .putClient(client),
                    .putClient(Samples.client(2)),
                ])
            var moved = client
            moved.gateway = Samples.nodeID(2)
            moved.allowedRanges = [Samples.prefix("192.168.7.0/24")]
            moved.expiresAt = Samples.time + .seconds(60)
            try await history.commit(
                to: store, harbor.aggregate,
                [
                    .removeClient(RemovedClient(client, at: Samples.time)), .putClient(moved),
                    .removeClient(RemovedClient(Samples.client(2), at: Samples.time)),
                ])
            try await expect(store.snapshot(of: harbor.name), equals: history.truth.networks[harbor.name])
        },
        Check("lets the addresses of external clients rest that were removed") { store in
            let history = try await History(harborIn: store)
            var client = Samples.client(1)
            client.ipv4 = IPv4Address(rawValue: 0x0A0A_0001)
            try await history.commit(to: store, harbor.aggregate, [.putClient(client)])
            try await history.commit(
                to: store, harbor.aggregate, [.removeClient(RemovedClient(client, at: Samples.time))])
            let next = try await store.snapshot(of: harbor.name)?.nextAddresses(now: Samples.time + .seconds(1))
            try expect(next?.ipv4?.description, equals: "10.10.0.2")
        },
        Check("remembers nodes that were removed, with their addresses resting") { store in
            let history = try await History(harborIn: store)
            try await history.commit(to: store, harbor.aggregate, [.putNode(Samples.node(1))])
            let removed = RemovedNode(Samples.node(1), reason: .left, at: Samples.time)
            try await history.commit(to: store, harbor.aggregate, [.removeNode(removed)])
            try await expect(store.removedNodes(), equals: [removed])
            let next = try await store.snapshot(of: harbor.name)?.nextAddresses(now: Samples.time + .seconds(1))
            try expect(next?.ipv4?.description, equals: "10.10.0.2")
        },
        Check("forgets a network that was removed, and lets its name be taken again") { store in
            let history = try await History(harborIn: store)
            try await history.commit(
                to: store, harbor.aggregate,
                [
                    .putNode(Samples.node(1)), .putAccessKey(Samples.accessKey(1)), .putDNSRecord(Samples.dnsRecord()),
                ])
            let removed = RemovedNode(Samples.node(1), reason: .networkDeleted, at: Samples.time)
            try await history.commit(to: store, harbor.aggregate, [.removeNode(removed), .removeNetwork])
            try await expect(store.networks(), equals: [])
            let again = Samples.network(epoch: 2)
            try await history.commit(to: store, again.aggregate, [.putNetwork(again)])
            try await expect(store.snapshot(of: again.name), equals: NetworkState(again, revision: Revision(1)))
            // What rested in the network's former life does not rest in this one.
            let next = try await store.snapshot(of: again.name)?.nextAddresses(now: Samples.time + .seconds(1))
            try expect(next?.ipv4?.description, equals: "10.10.0.1")
        },
    ]

    private static let commits = [
        Check("commits the entries of several aggregates as one") { store in
            let history = try await History(harborIn: store)
            let entries = [
                history.entry(.directory, [.putUser(Samples.user())]),
                history.entry(harbor.aggregate, [.putNode(Samples.node(1))]),
            ]
            try await store.commit(entries, expecting: [.directory: .zero, harbor.aggregate: Revision(1)])
            try await expect(store.directory().revision, equals: Revision(1))
            try await expect(store.snapshot(of: harbor.name)?.revision, equals: Revision(2))
        },
        Check("refuses a commit on a revision that is not the aggregate's, and changes nothing") { store in
            let history = try await History(harborIn: store)
            let entries = [
                history.entry(.directory, [.putUser(Samples.user())]),
                history.entry(harbor.aggregate, [.putNode(Samples.node(1))]),
            ]
            try await expectConflict {
                try await store.commit(entries, expecting: [.directory: .zero, harbor.aggregate: Revision(7)])
            }
            try await expect(store.directory(), equals: Directory())
            try await expect(store.snapshot(of: harbor.name), equals: history.truth.networks[harbor.name])
        },
        Check("refuses a revision that does not follow") { store in
            let history = try await History(harborIn: store)
            let gap = ChangeEntry(
                aggregate: harbor.aggregate, revision: Revision(3), time: Samples.time, actor: "server",
                mutations: [.putNode(Samples.node(1))])
            try await expectConflict { try await store.commit([gap], expecting: [harbor.aggregate: Revision(1)]) }
            try await expect(store.snapshot(of: harbor.name), equals: history.truth.networks[harbor.name])
        },
        Check("refuses another life of a network that is there") { store in
            _ = try await History(harborIn: store)
            let other = Samples.network(epoch: 2)
            let entry = History().entry(other.aggregate, [.putNetwork(other)])
            try await expectConflict { try await store.commit([entry], expecting: [other.aggregate: .zero]) }
            try await expect(store.snapshot(of: harbor.name)?.network.epoch, equals: harbor.epoch)
        },
    ]

    private static let log = [
        Check("tells what changed after a revision, oldest first") { store in
            let history = try await History(harborIn: store)
            for number in 1...3 {
                try await history.commit(to: store, harbor.aggregate, [.putNode(Samples.node(number))])
            }
            let entries = try await store.changes(of: harbor.aggregate, after: Revision(2))
            try expect(entries?.map(\.revision), equals: [Revision(3), Revision(4)])
            try expect(entries?.map(\.mutations), equals: [[.putNode(Samples.node(2))], [.putNode(Samples.node(3))]])
            try expect(entries?.first?.actor, equals: "user:alice")
        },
        Check("tells of no change after the revision an aggregate stands at") { store in
            _ = try await History(harborIn: store)
            try await expect(store.changes(of: harbor.aggregate, after: Revision(1)), equals: [])
        },
        Check("does not tell what it cannot know: other lives, and revisions to come") { store in
            _ = try await History(harborIn: store)
            let other = AggregateID.network(harbor.name, Epoch(rawValue: 99))
            try await expect(store.changes(of: other, after: .zero), equals: nil)
            try await expect(store.changes(of: harbor.aggregate, after: Revision(2)), equals: nil)
        },
    ]

    private static let records = [
        Check("keeps what each step replaced, also where something is removed and put anew") { store in
            let history = try await History(harborIn: store)
            var client = Samples.client(1)
            var node = Samples.gateway(1)
            try await history.commit(to: store, harbor.aggregate, [.putNode(node), .putClient(client)])
            let (formerNode, formerClient) = (node, client)
            node.observedIPv4 = IPv4Address(rawValue: 0xC000_0201)
            node.nextPublicKey = Samples.publicKey(77)
            client.gateway = Samples.nodeID(2)
            let removed = RemovedClient(client, at: Samples.time)
            try await history.commit(
                to: store, harbor.aggregate,
                [.putNode(node), .removeClient(removed), .putClient(client), .putNode(formerNode)])
            let rows = try await store.log(LogQuery(.aggregate(harbor.aggregate), limit: 9)).rows
            try expect(rows.map(\.entry.revision.rawValue), equals: [3, 2, 1])
            try expect(
                rows[0].former,
                equals: [
                    .object(.putNode(formerNode)), .object(.putClient(formerClient)), .nothing, .object(.putNode(node)),
                ])
            try expect(rows[1].former, equals: [.nothing, .nothing])
        },
        Check("tells of all aggregates in the order of their commits, page by page, either way") { store in
            let history = try await History(harborIn: store)
            try await history.commit(to: store, .directory, [.putUser(Samples.user())])
            for number in 1...3 {
                try await history.commit(to: store, harbor.aggregate, [.putNode(Samples.node(number))])
            }
            let newest = try await store.log(LogQuery(.everything, limit: 2))
            try expect(newest.rows.map(\.entry.revision.rawValue), equals: [4, 3])
            let rest = try await store.log(LogQuery(.everything, position: newest.next, limit: 3))
            try expect(rest.rows.map(\.entry.aggregate), equals: [harbor.aggregate, .directory, harbor.aggregate])
            try expect(rest.next, equals: nil)
            let oldest = try await store.log(LogQuery(.everything, .oldestFirst, limit: 9)).rows
            try expect(oldest, equals: (newest.rows + rest.rows).reversed())
            try expect(zip(oldest, oldest.dropFirst()).allSatisfy { $1.sequence == $0.sequence + 1 }, equals: true)
            let after = try await store.log(
                LogQuery(.aggregate(harbor.aggregate), .oldestFirst, position: 2, limit: 9)
            ).rows
            try expect(after.map(\.entry.revision.rawValue), equals: [3, 4])
        },
        Check("tells of a network that is no more, and of its other lives") { store in
            let history = try await History(harborIn: store)
            try await history.commit(to: store, harbor.aggregate, [.removeNetwork])
            let again = Samples.network(epoch: 2)
            try await history.commit(to: store, again.aggregate, [.putNetwork(again)])
            let other = Samples.network("harbor-2", epoch: 3)
            try await history.commit(to: store, other.aggregate, [.putNetwork(other)])
            let rows = try await store.log(LogQuery(.network(harbor.name), limit: 9)).rows
            try expect(
                rows.map(\.entry.mutations), equals: [[.putNetwork(again)], [.removeNetwork], [.putNetwork(harbor)]])
            try expect(rows[1].former, equals: [.object(.putNetwork(harbor))])
        },
        Check("finds what somebody did, in a time, about something") { store in
            let history = try await History(harborIn: store)
            for number in 1...4 {
                try await history.commit(
                    to: store, harbor.aggregate, [.putNode(Samples.node(number)), .putNode(Samples.node(number + 4))],
                    at: Samples.time + .seconds(number))
            }
            func revisions(_ query: LogQuery) async throws -> [UInt64] {
                try await store.log(query).rows.map(\.entry.revision.rawValue)
            }
            var query = LogQuery(.everything, limit: 9)
            query.actor = "user:alice"
            try await expect(revisions(query), equals: [5, 4, 3, 2, 1])
            query.actor = "user:al"
            try await expect(revisions(query), equals: [])
            query.actor = nil
            query.since = Samples.time + .seconds(2)
            query.until = Samples.time + .seconds(4)
            try await expect(revisions(query), equals: [4, 3])
            query.texts = [["\"putNode\"", "\"removeNode\""], ["\"machine-3\"", "\"nothing\""]]
            try await expect(revisions(query), equals: [4])
            query.stepLimit = 1
            let row = try await store.log(query).rows.first
            try expect(row?.entry.mutations, equals: [.putNode(Samples.node(3))])
            try expect(row?.stepCount, equals: 2)
        },
    ]

    private static let harbor = Samples.network()

    private static func expect<Value: Equatable>(
        _ actual: Value, equals wanted: Value
    ) throws(Nonconformance) {
        guard actual != wanted else { return }
        throw Nonconformance("wanted \(wanted), came \(actual)")
    }

    private static func expectConflict(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as StoreError where error.code == .conflict {
            return
        }
        throw Nonconformance("wanted a conflict, and it was committed")
    }
}
