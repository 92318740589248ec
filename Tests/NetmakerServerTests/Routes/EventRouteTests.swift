import HTTPTypes
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct `A stream of events` {
    private static let harbor = "/api/v1/networks/harbor"
    private static let epoch = Samples.network().epoch

    /// Follows the network's events, does something meanwhile, and has them end by the end of the session.
    private func follow(
        _ world: APIWorld, after last: String? = nil, while body: @Sendable () async throws -> Void
    ) async throws -> EventStream {
        async let answer = read(world, after: last)
        await world.untilSomebodyFollows()
        try await body()
        // One round ends a wait that began before, the next begins with all of it told.
        for round in 1...2 {
            world.stopwatch.advance(by: FollowedLog.silence)
            await world.stopwatch.waitForSleeper(until: FollowedLog.silence * (round + 1))
        }
        let controlPlane = world.wiring.controlPlane
        let secret = try Secret(parsing: try #require(world.token))
        let session = try #require(controlPlane.session(bearing: secret))
        _ = try await controlPlane.perform(Logout(session), as: .user(session.user))
        return EventStream(try await answer)
    }

    private func read(_ world: APIWorld, after last: String?) async throws -> Answer {
        var headers = world.ofAlice
        headers[.lastEventID] = last
        let answer = try await world.send(.get, "\(Self.harbor)/events", headers, nil)
        answer.expectKeptByNobody()
        return answer
    }

    @Test func `tells each change as it is committed, and ends with the session`() async throws {
        try await APIWorld.with { world in
            let stream = try await follow(world) {
                _ = try await world.call(.patch, "\(Self.harbor)/nodes/machine-1", #"{"name": "gate"}"#)
                _ = try await world.call(.post, "\(Self.harbor)/keys", #"{"name": "fleet"}"#)
                _ = try await world.call(.delete, "\(Self.harbor)/nodes/machine-2")
            }

            #expect(stream.names == ["change", "change", "change"])
            #expect(stream.ids == [2, 3, 4].map { "\(Self.epoch)-\($0)" })
            let renamed = try stream.change(0)
            #expect(renamed.actor == "user:alice")
            #expect(renamed.objects == [.init(.node, .put, id: "\(Samples.nodeID(1))", name: "gate")])
            #expect(try stream.change(1).objects.map(\.kind) == [.accessKey])
            #expect(try stream.change(2).objects.map(\.deed) == [.removed])
        }
    }

    @Test func `begins with where the network stands, so that none is missed before the first`() async throws {
        try await APIWorld.with { world in
            let stream = try await follow(world) {}
            #expect(stream.blocks.first?.fields["id"] == "\(Self.epoch)-1")
            #expect(stream.events.isEmpty)
        }
    }

    @Test func `goes on exactly after the last one`() async throws {
        try await APIWorld.with { world in
            for mtu in [1400, 1401, 1402] {
                #expect(try await world.call(.patch, Self.harbor, "{\"mtu\": \(mtu)}").status == 200)
            }
            let stream = try await follow(world, after: "\(Self.epoch)-2") {}
            #expect(stream.ids == [3, 4].map { "\(Self.epoch)-\($0)" })
        }
    }

    @Test(arguments: ["00000000000000ff-1", "\(epoch)-99"])
    func `begins with a reset when the last one is of another life of the network, or was never`(last: String)
        async throws
    {
        try await APIWorld.with { world in
            let stream = try await follow(world, after: last) {
                _ = try await world.call(.patch, Self.harbor, #"{"mtu": 1400}"#)
            }
            #expect(stream.names.first == "reset")
            #expect(stream.ids.last == "\(Self.epoch)-2")
        }
    }

    @Test func `begins with a reset when too much happened since`() async throws {
        try await APIWorld.with(store: InMemoryStore(retention: LogRetention(rows: 1))) { world in
            _ = try await world.call(.patch, Self.harbor, #"{"mtu": 1400}"#)
            let stream = try await follow(world, after: "\(Self.epoch)-0") {}
            #expect(stream.names == ["reset"])
            #expect(stream.ids == ["\(Self.epoch)-2"])
        }
    }

    @Test func `ends with the network, once that is told`() async throws {
        try await APIWorld.with { world in
            async let answer = read(world, after: nil)
            await world.untilSomebodyFollows()
            _ = try await world.call(.delete, "\(Self.harbor)?force=true")

            let stream = EventStream(try await answer)
            #expect(stream.names == ["deleted"])
        }
    }

    @Test func `shows that it lives while nothing happens, and ends when the session's time is over`() async throws {
        try await APIWorld.with { world in
            async let answer = read(world, after: nil)
            for round in 1...3 {
                await world.stopwatch.waitForSleeper(until: FollowedLog.silence * round)
                world.stopwatch.advance(by: FollowedLog.silence)
            }
            await world.stopwatch.waitForSleeper(until: FollowedLog.silence * 4)
            world.clock.advance(by: .seconds(365 * 86_400))
            world.stopwatch.advance(by: FollowedLog.silence)

            let stream = EventStream(try await answer)
            #expect(stream.blocks.filter(\.isSignOfLife).count == 4)
        }
    }

    @Test func `is open to an API token, and ends when that is revoked`() async throws {
        let token = Samples.apiToken(13, access: .readOnly, networks: [Samples.networkName()])
        try await APIWorld.with(people: [.putAPIToken(token)]) { world in
            async let answer = world.call(
                .get, "\(Self.harbor)/events", authorization: "Bearer \(Samples.secret(13).revealedAsAPIToken())")
            await world.untilSomebodyFollows()
            #expect(try await world.call(.patch, Self.harbor, #"{"mtu": 1400}"#).status == 200)
            #expect(try await world.call(.delete, "/api/v1/account/tokens/token-13").status == 204)

            let ended = try await answer
            #expect(ended.status == 200)
            #expect(EventStream(ended).names.allSatisfy { $0 == "change" })
        }
    }

    @Test func `ends with the time of an API token`() async throws {
        let end = Samples.time + .seconds(5)
        try await APIWorld.with(people: [.putAPIToken(Samples.apiToken(13, expiresAt: end))]) { world in
            async let answer = world.call(
                .get, "\(Self.harbor)/events", authorization: "Bearer \(Samples.secret(13).revealedAsAPIToken())")
            // As long as the token is good, and no longer.
            let patience = end.duration(since: world.clock.now)
            await world.stopwatch.waitForSleeper(until: patience)
            world.clock.advance(by: patience)
            world.stopwatch.advance(by: patience)

            let ended = try await answer
            #expect(ended.status == 200)
        }
    }

    @Test func `tells of clients, and nothing of users and their secrets`() async throws {
        try await APIWorld.with { world in
            let stream = try await follow(world) {
                _ = try await world.call(.delete, "\(Self.harbor)/clients/client-1")
                _ = try await world.call(.post, "/api/v1/account/tokens", #"{"name": "backups"}"#)
            }

            #expect(stream.names == ["change"])
            #expect(try stream.change(0).objects.map(\.kind) == [.client])
        }
    }

    @Test func `of an event that is none is refused`() async throws {
        try await APIWorld.with { world in
            for last in ["", "x", "1", "\(Self.epoch)", "\(Self.epoch)-", "\(Self.epoch)-01", "\(Self.epoch)--1"] {
                let answer = try await read(world, after: last)
                #expect(answer.status == 400)
                #expect(answer.problem?.field == "Last-Event-ID")
            }
        }
    }

    @Test func `is one of not too many`() async throws {
        let places = StreamPlaces()
        var taken = try (1...StreamPlaces.limit).map { _ in try places.take() }
        #expect(throws: ControlError.self) { try places.take() }
        taken.removeLast()
        #expect(throws: Never.self) { try places.take() }
        withExtendedLifetime(taken) {}
    }
}

extension APIWorld {
    /// Waits until a stream has told all there is, and waits for more.
    func untilSomebodyFollows() async {
        await stopwatch.waitForSleeper(until: FollowedLog.silence)
    }
}
