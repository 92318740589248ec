import ArgumentParser
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@testable import nmctl

@Suite struct `A history on a terminal` {
    private static let node = ObjectChange(
        .node, .changed, id: "\(Samples.nodeID(1))", name: "web",
        fields: [
            FieldChange(field: "endpoint", before: nil, after: "192.0.2.1:51821"),
            FieldChange(field: "mtu", before: "1420", after: "1280"),
        ])
    private static let changes = [
        ChangeResource(
            network: Samples.networkName(), epoch: Epoch(rawValue: 1), revision: Revision(7), time: Samples.time,
            actor: "user:alice", actorName: nil, objects: [node], stepCount: 1),
        ChangeResource(
            network: nil, epoch: nil, revision: Revision(3), time: Samples.time,
            actor: "user:bob/token:00000000000000ff", actorName: "backups",
            objects: [
                ObjectChange(
                    .session, .removed, id: "0000000000000001", name: nil,
                    fields: [FieldChange(field: "user", before: "bob", after: nil)])
            ], stepCount: 1),
    ]

    private func output(_ arguments: String...) throws -> OutputOptions { try OutputOptions.parse(arguments) }

    @Test func `tells each change, and under it what was and what is`() throws {
        #expect(
            try output().text(narrating: Self.changes) == """
                harbor 7  2026-01-01T00:00:00Z  user:alice
                  changed node web
                    + endpoint: 192.0.2.1:51821
                    - mtu: 1420
                    + mtu: 1280
                server 3  2026-01-01T00:00:00Z  user:bob/token:00000000000000ff (backups)
                  removed session 0000000000000001
                    - user: bob

                """)
        #expect(try output("-o", "name").text(narrating: Self.changes) == "harbor/7\n3\n")
        #expect(try output("-q").text(narrating: Self.changes) == "harbor/7\n3\n")
        #expect(try output("-o", "yaml").text(narrating: Self.changes).contains("actor: user:alice"))
        #expect(try output("-o", "json").text(narrating: Self.changes).contains("\"after\" : \"1280\""))
    }

    @Test func `tells the difference of two revisions, and that there is none`() throws {
        func difference(_ objects: [ObjectChange]) -> DifferenceResource {
            DifferenceResource(
                network: Samples.networkName(), epoch: Epoch(rawValue: 1), from: Revision(3), to: Revision(7),
                objects: objects)
        }
        #expect(
            try output().text(narrating: difference([Self.node])) == """
                network harbor, revision 3 to 7
                changed node web
                  + endpoint: 192.0.2.1:51821
                  - mtu: 1420
                  + mtu: 1280

                """)
        #expect(
            try output().text(narrating: difference([])) == "network harbor is the same at 3 and at 7\n")
        #expect(try output("-q").text(narrating: difference([])) == "")
        #expect(try output("-q").text(narrating: difference([Self.node])) == "web\n")
    }

    @Test func `is asked for by who, when, and about what`() throws {
        let command = try #require(
            try NMCtl.parseAsRoot([
                "network", "history", "harbor", "--limit", "5", "--actor", "alice", "--since", "1h", "--until",
                "2026-01-01T00:00:00Z", "--kind", "node", "--object", "web",
            ]) as? NMCtl.Networks.History)
        let filter = command.history.filter(now: Samples.time)
        #expect(filter.limit == 5 && filter.actor?.description == "user:alice" && filter.kind == .node)
        #expect(filter.since == Samples.time - .seconds(3600) && filter.until == Samples.time && filter.name == "web")
        let server = try #require(
            try NMCtl.parseAsRoot(["server", "history", "--actor", "server", "--network", "harbor"])
                as? NMCtl.Server.History)
        #expect(server.history.actor?.description == "server" && server.network?.description == "harbor")
        let diff = try #require(try NMCtl.parseAsRoot(["network", "diff", "harbor", "3"]) as? NMCtl.Networks.Diff)
        #expect(diff.from == Revision(3) && diff.to == nil)
        #expect(try NMCtl.parseAsRoot(["server"]) is NMCtl.Server.Show)
    }

    @Test(arguments: [
        ["--limit", "0"], ["--since", "yesterday"], ["--actor", "user:"], ["--kind", "machine"], ["--object", ""],
    ]) func `is not asked for by what cannot be`(_ arguments: [String]) {
        #expect(throws: (any Error).self) { try NMCtl.parseAsRoot(["network", "history", "harbor"] + arguments) }
    }
}
