import HTTPTypes
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct `What is told of agents` {
    private let clock = VirtualClock()
    private let network = Samples.networkName()

    private func log(_ control: ControlPlane, for user: String = "alice") async throws -> ServerEventLog {
        try await ServerEventLog(control, for: .user(Samples.userName(user)), after: nil, live: .told, clock: clock)
    }

    /// A control plane with a network and an admin.
    private func control() async throws -> ControlPlane {
        let store = InMemoryStore()
        let history = try await History(harborIn: store)
        let carol = Samples.user("carol", role: .networkAdmin(of: [Samples.networkName("branch")]))
        try await history.commit(to: store, .directory, [.putUser(Samples.user()), .putUser(carol)])
        let control = ControlPlane(store: store, wallClock: ManualClock(), logger: APIWorld.quiet)
        try await control.load()
        return control
    }

    /// Waits for the log as its follower does, while the moment passes for which it is quiet.
    private func untilMoment(_ log: ServerEventLog) async {
        let clock = clock
        await withTaskGroup { group in
            group.addTask { await log.untilChanged(since: ()) }
            await clock.waitForSleeper(until: LivePace.moment)
            clock.advance(by: LivePace.moment)
        }
    }

    private func told(_ text: String) throws -> [LiveChangeResource] {
        let stream = EventStream(Answer(status: 200, headers: [:], body: text))
        return try stream.events.indices.map { try stream.data($0) }
    }

    @Test func `is the first at once, and those that follow together`() async throws {
        let control = try await control()
        var log = try await log(control)
        control.feed.heard(of: Samples.nodeID(1), in: network)
        #expect(try told(await log.next()).map(\.nodes) == [[Samples.nodeID(1)]])
        for number in [4, 2, 3, 2] {
            control.feed.heard(of: Samples.nodeID(number), in: network)
            #expect(try await log.next() == "")
        }
        clock.advance(by: LivePace.moment - .milliseconds(1))
        #expect(try await log.next() == "")
        clock.advance(by: .milliseconds(1))
        #expect(try told(await log.next()).map(\.nodes) == [[2, 3, 4].map(Samples.nodeID).sorted()])
        #expect(try await log.next() == "")
    }

    /// Ten thousand agents of a network that is not theirs wake nobody ten thousand times.
    @Test func `is not looked for all the time by who may not see it`() async throws {
        let control = try await control()
        var log = try await log(control, for: "carol")
        control.feed.heard(of: Samples.nodeID(1), in: network)
        #expect(try await log.next() == "")
        control.feed.heard(of: Samples.nodeID(2), in: network)
        await untilMoment(log)
        #expect(try await log.next() == "")
    }

    @Test func `is waited for until it may be told`() async throws {
        let control = try await control()
        var log = try await log(control)
        control.feed.heard(of: Samples.nodeID(1), in: network)
        _ = try await log.next()
        control.feed.heard(of: Samples.nodeID(2), in: network)
        await untilMoment(log)
        #expect(try told(await log.next()).map(\.nodes) == [[Samples.nodeID(2)]])
    }

    /// As after a restart: ten thousand agents in a minute.
    @Test func `is a few lines a minute when everybody comes back at once`() async throws {
        let control = try await control()
        var log = try await log(control)
        var text = ""
        for number in 1...10_000 {
            control.feed.heard(of: NodeID(rawValue: UInt64(number)), in: network)
            clock.advance(by: .milliseconds(6))
            text += try await log.next()
        }
        let events = try told(text)
        #expect(events.count <= 32, "\(events.count) events")
        #expect(text.utf8.count < 4 << 10, "\(text.utf8.count) bytes")

        // Faster than they can be named: by the network, and then not again for a while.
        clock.advance(by: LivePace.rest)
        for number in 1...1_000 { control.feed.heard(of: NodeID(rawValue: UInt64(number)), in: network) }
        #expect(try told(await log.next()) == [LiveChangeResource(network: network, nodes: nil)])
        control.feed.heard(of: Samples.nodeID(1), in: network)
        clock.advance(by: LivePace.moment)
        #expect(try await log.next() == "")
        clock.advance(by: LivePace.rest)
        #expect(try told(await log.next()).map(\.nodes) == [[Samples.nodeID(1)]])
    }

    @Test func `is a reset for who has missed more networks than are kept`() async throws {
        let control = try await control()
        var log = try await log(control)
        for number in 0...LiveChanges.networkCapacity {
            control.feed.heard(of: Samples.nodeID(1), in: Samples.networkName("network-\(number)"))
        }
        #expect(EventStream(Answer(status: 200, headers: [:], body: try await log.next())).names == ["reset"])
        #expect(try await log.next() == "")
    }

    /// Forty rows of a hundred nodes each are some 200 kB: made piece by piece, as they are taken.
    @Test func `and the log are never more at once than is written in a breath`() async throws {
        let store = InMemoryStore()
        let history = try await History(harborIn: store)
        try await history.commit(to: store, .directory, [.putUser(Samples.user())])
        let first = try #require(await store.log(LogQuery(.everything, .oldestFirst, limit: 9)).rows.last)
        for _ in 1...40 {
            try await history.commit(
                to: store, Samples.network().aggregate, (1...100).map { .putNode(Samples.node($0)) })
        }
        let control = ControlPlane(store: store, wallClock: ManualClock(), logger: APIWorld.quiet)
        try await control.load()
        var log = try await ServerEventLog(
            control, for: .user(Samples.userName()),
            after: ServerEventID(sequence: first.sequence, time: first.entry.time), live: .told, clock: clock)
        var sizes: [Int] = []
        var events = 0
        while true {
            let text = try await log.next()
            guard !text.isEmpty else { break }
            sizes.append(text.utf8.count)
            events += EventStream(Answer(status: 200, headers: [:], body: text)).events.count
            // What is left is there already.
            if events < 40 { await log.untilChanged(since: ()) }
        }
        #expect(events >= 40)
        #expect(sizes.count > 2 && sizes.allSatisfy { $0 < 128 << 10 }, "\(sizes)")
    }
}
