import NetmakerAPI
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `The difference that changes make` {
    private let store = InMemoryStore()
    private let harbor = Samples.network()

    private func rows(_ aggregate: AggregateID? = nil) async -> [ChangeRecord] {
        await store.log(LogQuery(.aggregate(aggregate ?? harbor.aggregate), .oldestFirst, limit: 99)).rows
    }

    /// As text, a line a field.
    private func text(_ objects: [ObjectChange]) -> [String] {
        objects.flatMap { object in
            ["\(object.deed.rawValue) \(object.kind.rawValue) \(object.name ?? object.id ?? "")"]
                + object.fields.map { "  \($0.field): \($0.before ?? "-") > \($0.after ?? "-")" }
        }
    }

    @Test func `of an admin's change is that field alone`() async throws {
        let history = try await History(harborIn: store)
        try await history.commit(to: store, harbor.aggregate, [.putNode(Samples.node(1))])
        var node = Samples.node(1, revision: Revision(3))
        node.mtu = try MTU(1280)
        node.standing.connection = .disconnected
        try await history.commit(to: store, harbor.aggregate, [.putNode(node)])
        let difference = ObjectDifference(of: try #require(await rows().last))
        #expect(
            text(difference.objects()) == [
                "changed node machine-1", "  connected: true > false", "  mtu: 1420 > 1280",
                "  status: active > disconnected",
            ])
    }

    @Test func `of what comes is all of it, and so is that of what goes`() async throws {
        let history = try await History(harborIn: store)
        try await history.commit(to: store, harbor.aggregate, [.putAccessKey(Samples.accessKey(1))])
        try await history.commit(to: store, harbor.aggregate, [.removeAccessKey(Samples.accessKeyID(1))])
        let rows = await rows()
        let fields = [
            ("createdAt", "2026-01-01T00:00:00.000Z"), ("ephemeral", "false"), ("name", "key-1"), ("usedCount", "0"),
            ("uses", "unlimited"),
        ]
        #expect(
            text(ObjectDifference(of: rows[1]).objects()) == ["added accessKey key-1"]
                + fields.map { "  \($0.0): - > \($0.1)" })
        #expect(
            text(ObjectDifference(of: rows[2]).objects()) == ["removed accessKey key-1"]
                + fields.map { "  \($0.0): \($0.1) > -" })
    }

    @Test func `of a client that enters by another gateway is the gateway`() async throws {
        let history = try await History(harborIn: store)
        var client = Samples.client(1)
        try await history.commit(to: store, harbor.aggregate, [.putClient(client)])
        let removed = RemovedClient(client, at: Samples.time)
        client.gateway = Samples.nodeID(2)
        try await history.commit(to: store, harbor.aggregate, [.removeClient(removed), .putClient(client)])
        let difference = ObjectDifference(of: try #require(await rows().last))
        #expect(
            text(difference.objects()) == [
                "changed client client-1", "  gateway: \(Samples.nodeID(1)) > \(Samples.nodeID(2))",
            ])
    }

    @Test func `of what comes and goes again is nothing`() async throws {
        let history = try await History(harborIn: store)
        try await history.commit(to: store, harbor.aggregate, [.putNode(Samples.node(1))])
        let removed = RemovedNode(Samples.node(1), reason: .left, at: Samples.time)
        try await history.commit(to: store, harbor.aggregate, [.removeNode(removed)])
        var difference = ObjectDifference(in: harbor.name)
        for row in await rows().dropFirst() { difference.add(row) }
        #expect(difference.objects() == [])
    }

    @Test func `of what changed and changed back is nothing, but that it was touched`() async throws {
        let history = try await History(harborIn: store)
        try await history.commit(to: store, harbor.aggregate, [.putNetwork(harbor)])
        let difference = ObjectDifference(of: try #require(await rows().last))
        #expect(difference.objects() == [])
        #expect(text(difference.objects(untouched: .told)) == ["changed network harbor"])
    }

    @Test func `is what is there, where an earlier release did not keep what was before`() throws {
        let entry = ChangeEntry(
            aggregate: .directory, revision: Revision(1), time: Samples.time, actor: "server",
            mutations: [.putServer(ServerIdentity(id: ServerID(rawValue: 1), createdAt: Samples.time))])
        let row = ChangeRecord(sequence: 1, entry: entry, former: [.unknown], stepCount: 1)
        #expect(
            text(ObjectDifference(of: row).objects()) == [
                "recorded server 0000000000000001", "  createdAt: - > 2026-01-01T00:00:00.000Z",
            ])
    }

    @Test func `of a network that is deleted names it`() async throws {
        let history = try await History(harborIn: store)
        try await history.commit(to: store, harbor.aggregate, [.removeNetwork])
        let objects = ObjectDifference(of: try #require(await rows().last)).objects()
        #expect(objects.map(\.deed) == [.removed] && objects.map(\.name) == ["harbor"])
        #expect(objects[0].fields.contains(FieldChange(field: "ipv4Range", before: "10.10.0.0/16", after: nil)))
    }
}
