import Foundation
import HTTPTypes
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `The history of a network` {
    private static let harbor = "/api/v1/networks/harbor"

    private func history(
        _ world: APIWorld, _ query: String = "", of path: String = "\(harbor)/history"
    ) async throws -> Listing<ChangeResource> {
        let answer = try await world.call(.get, path + query)
        #expect(answer.status == 200, "\(answer.body)")
        return try answer.decoded()
    }

    @Test func `tells who changed what and when, the newest first, with what each field held and holds`() async throws {
        try await APIWorld.with { world in
            world.clock.advance(by: .seconds(60))
            #expect(
                try await world.call(.patch, "\(Self.harbor)/nodes/machine-1", #"{"mtu": 1280}"#).status == 200)
            world.clock.advance(by: .seconds(60))
            let token = try await world.call(.post, "/api/v1/account/tokens", #"{"name": "backups"}"#)
            let secret = try token.decoded(as: CreatedAPITokenResource.self).token.revealed()
            #expect(
                try await world.call(
                    .delete, "\(Self.harbor)/nodes/machine-2?force=true", authorization: "Bearer \(secret)"
                ).status < 500)
            #expect(
                try await world.call(
                    .patch, Self.harbor, #"{"displayName": "Main"}"#, authorization: "Bearer \(secret)"
                ).status == 200)

            let changes = try await history(world).items
            let newest = try #require(changes.first)
            #expect(newest.actor.hasPrefix("user:alice/token:") && newest.actorName == "backups")
            #expect(
                newest.objects.first
                    == ObjectChange(
                        .network, .changed, id: nil, name: "harbor",
                        fields: [FieldChange(field: "displayName", before: "harbor", after: "Main")]))
            let mtu = try #require(changes.first { $0.revision == Revision(2) })
            #expect(mtu.actor == "user:alice" && mtu.actorName == nil)
            #expect(mtu.time == Samples.time + .seconds(60))
            #expect(mtu.network == Samples.networkName() && mtu.epoch == Samples.network().epoch)
            #expect(
                mtu.objects == [
                    ObjectChange(
                        .node, .changed, id: "\(Samples.nodeID(1))", name: "machine-1",
                        fields: [FieldChange(field: "mtu", before: "1420", after: "1280")])
                ])
            #expect(changes.map(\.revision) == changes.map(\.revision).sorted(by: >))
            #expect(changes.last?.revision == Revision(1))
        }
    }

    @Test func `names the node that did something, also when it is no more`() async throws {
        try await APIWorld.with { world in
            let node = Samples.nodeID(1)
            let report = NodeReport(
                listenPort: .netmaker, interface: Samples.report().interface, mtu: .wireGuard, localAddresses: [],
                facts: Samples.facts())
            _ = try await world.wiring.controlPlane.perform(
                ReportNode(node: node, report: report, source: Samples.address(9)), as: .node(node))
            #expect(try await history(world, "?actor=node:\(node)").items.map(\.actorName) == ["machine-1"])
            _ = try await world.call(.delete, "\(Self.harbor)/nodes/machine-1")
            #expect(try await history(world, "?actor=node:\(node)").items.map(\.actorName) == ["machine-1"])
        }
    }

    @Test func `comes in pages, each with where the next begins`() async throws {
        try await APIWorld.with { world in
            for mtu in 1401...1405 { _ = try await world.call(.patch, Self.harbor, "{\"mtu\": \(mtu)}") }
            var (seen, query) = ([UInt64](), "?limit=2")
            while true {
                let page = try await history(world, query)
                seen += page.items.map(\.revision.rawValue)
                guard let next = page.next else { break }
                query = "?limit=2&after=\(next)"
            }
            #expect(seen == [6, 5, 4, 3, 2, 1])
        }
    }

    @Test func `tells what somebody did, in a time, to one object or one kind`() async throws {
        try await APIWorld.with { world in
            _ = try await world.call(.patch, "\(Self.harbor)/nodes/machine-1", #"{"mtu": 1280}"#)
            world.clock.advance(by: .seconds(60))
            _ = try await world.call(
                .patch, "\(Self.harbor)/nodes/machine-2", #"{"mtu": 1281}"#,
                authorization: "Bearer \(Samples.secret(3).revealed())")
            _ = try await world.call(.post, "\(Self.harbor)/keys", #"{"name": "machine-1"}"#)
            _ = try await world.call(.delete, "\(Self.harbor)/clients/client-1")
            func revisions(_ query: String) async throws -> [UInt64] {
                try await history(world, query).items.map(\.revision.rawValue)
            }
            #expect(try await revisions("?actor=user:carol") == [3])
            #expect(try await revisions("?actor=user:alice") == [5, 4, 2])
            #expect(try await revisions("?actor=server") == [1])
            #expect(try await revisions("?since=2026-01-01T00:01:00Z") == [5, 4, 3])
            #expect(try await revisions("?until=2026-01-01T00:01:00Z") == [2, 1])
            #expect(try await revisions("?name=machine-1") == [4, 2, 1])
            #expect(try await revisions("?name=machine-1&kind=node") == [2, 1])
            #expect(try await revisions("?kind=accessKey") == [4, 1])
            // By the name that it had.
            #expect(try await revisions("?name=client-1&kind=client") == [5, 1])
            #expect(try await revisions("?name=\(Samples.nodeID(2))") == [3, 1])
            let page = try await history(world, "?name=machine-1&kind=node&until=2026-01-01T00:01:00Z")
            #expect(page.items.map { $0.objects.map(\.name) } == [["machine-1"], ["machine-1"]])
        }
    }

    @Test(arguments: [
        ("limit", "0"), ("limit", "1001"), ("after", "5"), ("after", "~x"), ("actor", "alice"), ("actor", "user:"),
        ("actor", "user:alice/x"), ("actor", "node:5"), ("kind", "machine"), ("name", ""), ("since", "yesterday"),
        ("until", "2026"),
    ]) func `says which parameter is wrong`(_ name: String, _ value: String) async throws {
        try await APIWorld.with(store: InMemoryStore()) { world in
            for path in ["\(Self.harbor)/history", "/api/v1/history"] {
                let answer = try await world.call(.get, "\(path)?\(name)=\(value)")
                #expect(answer.status == 400)
                #expect(answer.problem?.field == name)
            }
        }
    }

    @Test func `shows the first hundred objects of a change that touched more, and the difference shows them all`()
        async throws
    {
        try await APIWorld.with(nodes: 300) { world in
            let ranges = #"{"ipv4Range": "10.20.0.0/16", "ipv6Range": "fd00:20::/64"}"#
            let moved = try await world.call(.put, "\(Self.harbor)/ranges", ranges)
            #expect(moved.status == 200)
            let change = try #require(try await history(world, "?limit=1").items.first)
            #expect(change.objects.count == 100 && change.stepCount > 300)
            let last = try await history(world, "?limit=1&name=machine-300").items
            #expect(last.first?.objects.map(\.name) == ["machine-300"])
            let difference: DifferenceResource = try await world.call(.get, "\(Self.harbor)/diff").decoded()
            #expect(difference.objects.filter { $0.kind == .node }.count == 300)
        }
    }

    @Test func `is told until it is forgotten, and then as far back as it goes`() async throws {
        try await APIWorld.with(store: InMemoryStore(retention: LogRetention(rows: 3))) { world in
            for mtu in 1401...1405 { _ = try await world.call(.patch, Self.harbor, "{\"mtu\": \(mtu)}") }
            let page = try await history(world)
            #expect(page.items.map(\.revision.rawValue) == [6, 5, 4] && page.next == nil)
            // What the oldest replaced is in it: nothing else is needed to tell it.
            #expect(page.items.last?.objects.first?.fields == [.init(field: "mtu", before: "1402", after: "1403")])
            let difference = try await world.call(.get, "\(Self.harbor)/diff?from=3&to=6")
            #expect(difference.status == 200)
            let further = try await world.call(.get, "\(Self.harbor)/diff?from=2&to=6")
            #expect(further.status == 410)
            #expect(further.problem?.remedy.contains("--history-days") == true)
        }
    }

    @Test func `ends where the time to keep it does`() async throws {
        let retention = LogRetention(age: .seconds(86_400), rows: 10_000)
        try await APIWorld.with(store: InMemoryStore(retention: retention)) { world in
            _ = try await world.call(.patch, Self.harbor, #"{"mtu": 1400}"#)
            world.clock.advance(by: .seconds(86_400))
            // Nobody's session lasts as long.
            let token = try await world.freshToken()
            let path = "\(Self.harbor)/history"
            func told() async throws -> [UInt64] {
                let answer = try await world.call(.get, path, authorization: token)
                return try answer.decoded(as: Listing<ChangeResource>.self).items.map(\.revision.rawValue)
            }
            _ = try await world.call(.patch, Self.harbor, #"{"mtu": 1401}"#, authorization: token)
            #expect(try await told() == [3, 2, 1])
            world.clock.advance(by: .seconds(1))
            _ = try await world.call(.patch, Self.harbor, #"{"mtu": 1402}"#, authorization: token)
            #expect(try await told() == [4, 3])
        }
    }
}

@Suite struct `The difference of a network` {
    private static let harbor = "/api/v1/networks/harbor"

    @Test func `is of the last change, of all since a revision, or of what lies between two, also backwards`()
        async throws
    {
        try await APIWorld.with { world in
            for mtu in 1401...1403 { _ = try await world.call(.patch, Self.harbor, "{\"mtu\": \(mtu)}") }
            func fields(_ query: String) async throws -> [FieldChange] {
                let difference: DifferenceResource = try await world.call(.get, "\(Self.harbor)/diff\(query)").decoded()
                return difference.objects.flatMap(\.fields)
            }
            func mtu(_ before: Int, _ after: Int) -> [FieldChange] {
                [FieldChange(field: "mtu", before: "\(before)", after: "\(after)")]
            }
            #expect(try await fields("") == mtu(1402, 1403))
            #expect(try await fields("?from=1") == mtu(1420, 1403))
            #expect(try await fields("?to=2") == mtu(1420, 1401))
            #expect(try await fields("?from=2&to=3") == mtu(1401, 1402))
            #expect(try await fields("?from=4&to=2") == mtu(1403, 1401))
            #expect(try await fields("?from=3&to=3") == [])
            let whole: DifferenceResource = try await world.call(.get, "\(Self.harbor)/diff?from=0&to=1").decoded()
            #expect(whole.objects.allSatisfy { $0.deed == .added })
            #expect(whole.objects.map(\.kind) == [.network, .node, .node, .accessKey, .dnsRecord, .client])
        }
    }

    @Test func `is not of what is to come`() async throws {
        try await APIWorld.with(store: InMemoryStore()) { world in
            let answer = try await world.call(.get, "\(Self.harbor)/diff?to=2")
            #expect(answer.status == 409)
            #expect(answer.problem?.detail == "network harbor is at revision 1, not at 2")
            #expect(answer.problem?.field == "to")
        }
    }

    @Test(arguments: ["from", "to"]) func `says which revision is none`(_ name: String) async throws {
        try await APIWorld.with(store: InMemoryStore()) { world in
            let answer = try await world.call(.get, "\(Self.harbor)/diff?\(name)=first")
            #expect(answer.status == 400 && answer.problem?.field == name)
        }
    }
}

@Suite struct `The history of the server` {
    private func history(_ world: APIWorld, _ query: String = "") async throws -> [ChangeResource] {
        let answer = try await world.call(.get, "/api/v1/history" + query)
        return try answer.decoded(as: Listing<ChangeResource>.self).items
    }

    @Test func `tells who deleted a network, with what it was`() async throws {
        try await APIWorld.with { world in
            #expect(try await world.call(.delete, "/api/v1/networks/harbor?force=true").status == 204)
            let change = try #require(try await history(world, "?network=harbor").first)
            #expect(change.actor == "user:alice" && change.network == Samples.networkName())
            let network = try #require(change.objects.first { $0.kind == .network })
            #expect(network.deed == .removed && network.name == "harbor")
            #expect(network.fields.contains(FieldChange(field: "ipv4Range", before: "10.10.0.0/16", after: nil)))
            #expect(change.objects.filter { $0.kind == .node && $0.deed == .removed }.count == 2)
            // The network admin lost the role with it, which is the server's.
            let grant = try #require(try await history(world, "?kind=user&name=carol").first)
            #expect(
                grant.objects.first?.fields == [FieldChange(field: "networks", before: "harbor", after: "none")])
        }
    }

    @Test func `is of users, roles, tokens and sessions too, and shows no secret`() async throws {
        try await APIWorld.with { world in
            _ = try await world.call(
                .post, "/api/v1/users",
                #"{"name": "bob", "password": "correct horse battery", "role": "networkAdmin", "networks": ["harbor"]}"#
            )
            _ = try await world.call(.patch, "/api/v1/users/bob", #"{"commands": "granted"}"#)
            _ = try await world.call(.post, "/api/v1/users/bob/password", #"{"password": "battery horse correct"}"#)
            _ = try await world.call(.post, "/api/v1/account/tokens", #"{"name": "backups", "access": "readOnly"}"#)
            _ = try await world.call(.delete, "/api/v1/users/bob")
            let answer = try await world.call(.get, "/api/v1/history")
            let changes = try answer.decoded(as: Listing<ChangeResource>.self).items
            #expect(
                changes.prefix(6).flatMap { $0.objects.map { "\($0.deed) \($0.kind) \($0.name ?? "")" } } == [
                    "removed user bob", "added apiToken backups", "removed session ", "changed user bob",
                    "changed user bob", "added user bob", "added session ",
                ])
            let bobs = changes.flatMap(\.objects).filter { $0.name == "bob" && $0.deed == .changed }.map(\.fields)
            #expect(
                bobs == [
                    [.init(field: "password", before: "(not shown)", after: "(not shown)")],
                    [.init(field: "commands", before: "denied", after: "granted")],
                ])
            #expect(changes.allSatisfy { $0.actor == "user:alice" || $0.actor == "server" })
            let hash = String(decoding: try JSONEncoder().encode(Samples.secret(1).hash), as: UTF8.self)
            for hash in [hash.filter { $0 != "\"" }, "derivedKey", "tokenHash", "secretHash", "salt"] {
                #expect(!answer.body.contains(hash))
            }
        }
    }

    @Test func `goes on over all networks, in the order of their changes`() async throws {
        try await APIWorld.with { world in
            _ = try await world.call(.post, "/api/v1/networks", #"{"name": "branch", "ipv4Range": "10.20.0.0/16"}"#)
            _ = try await world.call(.patch, "/api/v1/networks/harbor", #"{"mtu": 1400}"#)
            _ = try await world.call(.patch, "/api/v1/networks/branch", #"{"mtu": 1400}"#)
            let networks = try await history(world, "?limit=3").map { $0.network?.description }
            #expect(networks == ["branch", "harbor", "branch"])
            #expect(try await history(world, "?network=harbor").map(\.revision.rawValue) == [2, 1])
            #expect(try await history(world, "?network=branch").map(\.revision.rawValue) == [2, 1])
        }
    }
}

extension APIWorld {
    /// What a session of alice that begins now sends as `Authorization`.
    func freshToken() async throws -> String {
        let opened = try await wiring.controlPlane.perform(
            Login(user: Samples.userName(), verified: Samples.passwordHash), as: .user(Samples.userName()))
        return "Bearer \(opened.result.token.revealed())"
    }
}
