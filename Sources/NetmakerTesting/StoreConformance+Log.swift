internal import NetmakerCore
internal import NetmakerStore

extension StoreConformance {
    /// What agents are told that they missed.
    static let log = [
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

    /// What people are told of who did what.
    static let records = [
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
}
