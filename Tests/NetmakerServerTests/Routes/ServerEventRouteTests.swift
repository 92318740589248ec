import HTTPTypes
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct `The stream of the server's events` {
    private static let (path, harbor) = ("/api/v1/events", "/api/v1/networks/harbor")

    /// Follows as who has this credential, does something meanwhile, and ends all sessions and tokens.
    private func follow(
        _ world: APIWorld, as authorization: String? = nil, after last: String? = nil, query: String = "",
        while body: @Sendable () async throws -> Void
    ) async throws -> EventStream {
        var headers = world.ofAlice
        if let authorization { headers[.authorization] = authorization }
        headers[.lastEventID] = last
        async let answer = world.send(.get, Self.path + query, headers, nil)
        await world.untilSomebodyFollows()
        try await body()
        for round in 1...2 {
            world.stopwatch.advance(by: FollowedLog.silence)
            await world.stopwatch.waitForSleeper(until: FollowedLog.silence * (round + 1))
        }
        try await world.endAllCredentials()
        return EventStream(try await answer)
    }

    @Test func `tells a super admin of every network and of the server, in the order of the changes`() async throws {
        try await APIWorld.with { world in
            let stream = try await follow(world) {
                _ = try await world.call(.patch, Self.harbor, #"{"mtu": 1400}"#)
                _ = try await world.call(.post, "/api/v1/networks", #"{"name": "branch", "ipv4Range": "10.20.0.0/16"}"#)
                _ = try await world.call(.post, "/api/v1/account/tokens", #"{"name": "backups"}"#)
                _ = try await world.call(.delete, "\(Self.harbor)?force=true")
            }
            let events = try stream.events.prefix(4).indices.map { try stream.data($0) as ServerEventResource }
            #expect(events.map { $0.network?.description } == ["harbor", "branch", nil, "harbor"])
            #expect(events.map { $0.objects.map(\.kind).last } == [.network, .network, .apiToken, .network])
            #expect(events[3].objects.last?.deed == .removed)
            let sequences = try stream.ids.map { try ServerEventID(parsing: $0).sequence }
            #expect(sequences.first == 4)
            #expect(zip(sequences, sequences.dropFirst()).allSatisfy { $1 == $0 + 1 })
        }
    }

    @Test func `tells a network admin of their networks alone, and no more when the role is gone`() async throws {
        try await APIWorld.with { world in
            let carol = "Bearer \(Samples.secret(3).revealed())"
            let stream = try await follow(world, as: carol) {
                _ = try await world.call(.post, "/api/v1/networks", #"{"name": "branch", "ipv4Range": "10.20.0.0/16"}"#)
                _ = try await world.call(.patch, Self.harbor, #"{"mtu": 1400}"#)
                _ = try await world.call(.post, "/api/v1/account/tokens", #"{"name": "backups"}"#)
                await world.untilSomebodyFollows()
                _ = try await world.call(.patch, "/api/v1/users/carol", #"{"networks": ["branch"]}"#)
                _ = try await world.call(.patch, Self.harbor, #"{"mtu": 1401}"#)
                _ = try await world.call(.patch, "/api/v1/networks/branch", #"{"mtu": 1402}"#)
            }
            // That much of what was read may be another's now is said once, and before what comes after.
            #expect(stream.names.count { $0 == "reset" } == 1)
            let changes = stream.events.indices.filter { stream.names[$0] == "change" }
            let events = try changes.map { try stream.data($0) as ServerEventResource }
            #expect(try #require(stream.names.firstIndex(of: "reset")) < #require(changes.last))
            #expect(events.allSatisfy { $0.network != nil })
            #expect(events.last?.network?.description == "branch")
            #expect(
                events.filter { $0.network?.description == "harbor" }.map(\.revision.rawValue).allSatisfy { $0 == 2 })
        }
    }

    @Test func `goes on exactly after the last one, and after a restart of the server`() async throws {
        let store = InMemoryStore()
        try await APIWorld.with(store: store) { world in
            for mtu in 1401...1403 { _ = try await world.call(.patch, Self.harbor, "{\"mtu\": \(mtu)}") }
        }
        let rows = await store.log(LogQuery(.everything, .oldestFirst, limit: 99)).rows
        let last = try #require(rows.first { $0.entry.revision == Revision(3) && $0.entry.aggregate != .directory })
        let id = ServerEventID(sequence: last.sequence, time: last.entry.time)
        let control = ControlPlane(store: store, wallClock: ManualClock(), logger: APIWorld.quiet)
        try await control.load()
        var log = try await ServerEventLog(control, for: .user(Samples.userName()), after: id)
        let text = try await log.next()
        #expect(text.split(separator: "\n\n").count == 1)
        #expect(text.contains("\"revision\":4") && !text.contains("reset"))
    }

    @Test func `tells nothing of another life of a network to who administers this one`() async throws {
        let store = InMemoryStore()
        let history = try await History(harborIn: store)
        try await history.commit(to: store, .directory, [.putUser(Samples.user())])
        try await history.commit(to: store, Samples.network().aggregate, [.putNode(Samples.node(1)), .removeNetwork])
        let again = Samples.network(epoch: 2)
        try await history.commit(to: store, again.aggregate, [.putNetwork(again)])
        let dave = Samples.user("dave", role: .networkAdmin(of: [again.name]))
        try await history.commit(to: store, .directory, [.putUser(dave)])
        let control = ControlPlane(store: store, wallClock: ManualClock(), logger: APIWorld.quiet)
        try await control.load()
        let first = try #require(await store.log(LogQuery(.everything, .oldestFirst, limit: 1)).rows.first)
        let beginning = ServerEventID(sequence: first.sequence, time: first.entry.time)
        // What one has read, the other is told without reading it.
        let texts = ChangeTexts()
        func names(_ user: String) async throws -> [Epoch?] {
            var log = try await ServerEventLog(
                control, for: .user(Samples.userName(user)), after: beginning, texts: texts)
            let answer = Answer(status: 200, headers: [:], body: try await log.next())
            let stream = EventStream(answer)
            return try stream.events.indices.map { try (stream.data($0) as ServerEventResource).epoch }
        }
        // The server's identity was made by the load.
        #expect(try await names("alice") == [nil, Samples.network().epoch, again.epoch, nil, nil])
        #expect(!texts.lines(after: first.sequence).isEmpty)
        #expect(try await names("dave") == [again.epoch])
    }

    @Test(arguments: ["99999-1767225600000", "1-1", "0-0"])
    func `begins with a reset when the last one was never, or is of another database`(_ last: String) async throws {
        try await APIWorld.with { world in
            let stream = try await follow(world, after: last) {
                _ = try await world.call(.patch, Self.harbor, #"{"mtu": 1400}"#)
            }
            #expect(stream.names.first == "reset")
            #expect(stream.names.dropFirst().first == "change")
        }
    }

    @Test func `tells with its signs of life how far it has come, where nothing is for the follower to see`()
        async throws
    {
        try await APIWorld.with { world in
            let stream = try await follow(world, as: "Bearer \(Samples.secret(3).revealed())") {
                _ = try await world.call(.post, "/api/v1/account/tokens", #"{"name": "backups"}"#)
            }
            let signs = stream.blocks.filter(\.isSignOfLife).compactMap { $0.fields["id"] }
            let first = try ServerEventID(parsing: try #require(stream.blocks.first?.fields["id"])).sequence
            #expect(stream.events.isEmpty)
            #expect(try signs.last.map { try ServerEventID(parsing: $0).sequence } == first + 1)
        }
    }

    @Test func `tells whose agent has come, to those who ask for it and may see the network`() async throws {
        for (query, who, expected) in [("?live=true", 1, ["live"]), ("?live=true", 3, ["live"]), ("", 1, [])] {
            try await APIWorld.with { world in
                let bearer = who == 1 ? nil : "Bearer \(Samples.secret(who).revealed())"
                let stream = try await follow(world, as: bearer, query: query) {
                    let feed = world.wiring.controlPlane.feed
                    feed.heard(of: Samples.nodeID(1), in: Samples.networkName())
                    feed.heard(of: Samples.nodeID(9), in: Samples.networkName("nowhere"))
                }
                #expect(stream.names.filter { $0 == "live" }.prefix(1) == expected[...])
                guard !expected.isEmpty else { return }
                let change: LiveChangeResource = try stream.data(0)
                #expect(change == LiveChangeResource(network: Samples.networkName(), nodes: [Samples.nodeID(1)]))
            }
        }
    }

    @Test(arguments: ["", "x", "1", "1-", "-1", "01-1", "1-2-3", "1--1"])
    func `of an event that is none is refused`(_ last: String) async throws {
        try await APIWorld.with { world in
            var headers = world.ofAlice
            headers[.lastEventID] = last
            let answer = try await world.send(.get, Self.path, headers, nil)
            #expect(answer.status == 400 && answer.problem?.field == "Last-Event-ID")
        }
    }
}

extension APIWorld {
    /// Ends every session and every API token there is.
    func endAllCredentials() async throws {
        let controlPlane = wiring.controlPlane
        let alice = Principal.user(Samples.userName())
        let directory = controlPlane.truth.directory
        for token in directory.apiTokens.values {
            _ = try await controlPlane.perform(RevokeAPIToken(token.id, of: token.user), as: alice)
        }
        for user in directory.users.keys.sorted() where user != Samples.userName() {
            _ = try await controlPlane.perform(EndSessions(of: user), as: alice)
        }
        _ = try await controlPlane.perform(EndSessions(of: Samples.userName()), as: alice)
    }
}
