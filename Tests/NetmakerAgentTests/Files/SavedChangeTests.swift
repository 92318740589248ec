import DurableFiles
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgent

/// The changes that stand after a saved map.
@Suite struct `Changes of a saved map` {
    /// A map, and what it was after each of some changes.
    private struct History {
        var states: [SavedMap]
        var bytes: [UInt8]
        /// Where each state's file ends.
        var ends: [Int]
    }

    private static func history(_ count: Int = 4) throws -> History {
        let configuration = NodeConfiguration(of: Samples.node(1), in: Samples.network())
        var saved = SavedMap(
            index: NetworkIndex(besides: []), configuration: configuration,
            map: PeerMap(
                epoch: Epoch(rawValue: 7), revision: Revision(10),
                peers: (2..<5).map { TestServer.record($0) }),
            serverTime: nil)
        let (bytes, first) = try saved.encodedWithChecksum()
        var history = History(states: [saved], bytes: bytes, ends: [bytes.count])
        var checksum = first
        for number in 0..<count {
            var map = try #require(saved.map)
            let changed = [TestServer.record(2, port: 4000 + number), TestServer.record(10 + number)]
            let after = PeerMap(
                epoch: map.epoch, revision: Revision(11 + UInt64(number)),
                peers: map.peers.values.filter { $0.id != changed[0].id } + changed)
            let delta = MapDelta(
                from: map.revision, to: after.revision, changed: changed, removed: [], digest: after.digest)
            try map.apply(delta)
            saved.map = map
            saved.serverTime = Samples.time
            saved.configuration = configuration.revised(after.revision)
            let line = try SavedChange(
                configuration: saved.configuration, serverTime: saved.serverTime, delta: delta
            ).encoded(after: checksum)
            checksum = line.checksum
            history.bytes += line.bytes
            history.states.append(saved)
            history.ends.append(history.bytes.count)
        }
        return history
    }

    private static func expect(
        _ saved: SavedMap, toBe other: SavedMap, _ comment: Comment? = nil,
        at location: SourceLocation = #_sourceLocation
    ) {
        #expect(saved.map == other.map, comment, sourceLocation: location)
        #expect(saved.configuration == other.configuration, comment, sourceLocation: location)
        #expect(saved.serverTime == other.serverTime, comment, sourceLocation: location)
    }

    @Test func `are read with it`() throws {
        let history = try Self.history()
        Self.expect(try SavedMap(decoding: history.bytes), toBe: try #require(history.states.last))
    }

    @Test func `are as many as were written to their end, wherever the file was cut`() throws {
        let history = try Self.history()
        for length in history.ends[0]...history.bytes.count {
            let whole = try #require(history.ends.lastIndex { $0 <= length })
            let saved = try SavedMap(decoding: Array(history.bytes.prefix(length)))
            Self.expect(saved, toBe: history.states[whole], "cut after \(length) bytes")
        }
    }

    @Test func `end before the first that is not as it was written`() throws {
        let history = try Self.history(2)
        for index in history.ends[0]..<history.bytes.count {
            var damaged = history.bytes
            damaged[index] ^= 1 << UInt8(index % 8)
            let whole = try #require(history.ends.lastIndex { $0 <= index })
            Self.expect(try SavedMap(decoding: damaged), toBe: history.states[whole], "byte \(index)")
        }
    }

    @Test func `count where they were written alone`() throws {
        let history = try Self.history(2)
        let map = history.bytes[..<history.ends[0]]
        let first = history.bytes[history.ends[0]..<history.ends[1]]
        let second = history.bytes[history.ends[1]..<history.ends[2]]
        Self.expect(try SavedMap(decoding: Array(map + second + first)), toBe: history.states[0])
        Self.expect(try SavedMap(decoding: Array(map + first + first)), toBe: history.states[1])
    }

    @Test func `need not be there, as in the files of the first release`() throws {
        let history = try Self.history(1)
        let text = String(decoding: history.bytes[..<history.ends[0]], as: UTF8.self)
        let former = "netmap 1" + text.dropFirst("netmap 2".count)
        Self.expect(try SavedMap(decoding: Array(former.utf8)), toBe: history.states[0])
        #expect(throws: SavedFileError.malformed) {
            try SavedMap(decoding: Array(former.utf8) + history.bytes[history.ends[0]...])
        }
    }

    @Test(arguments: 0..<20) func `say together what each said, however many are written in one`(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let configuration = NodeConfiguration(of: Samples.node(1), in: Samples.network())
        var map = PeerMap(epoch: Epoch(rawValue: 7), revision: Revision(1), peers: [])
        var saved = SavedMap(
            index: NetworkIndex(besides: []), configuration: configuration, map: map, serverTime: nil)
        var (bytes, checksum) = try saved.encodedWithChecksum()
        var unwritten = Unwritten.nothing
        for revision in 2..<60 {
            let former = map.revision
            let delta = try Self.randomDelta(of: map, to: Revision(UInt64(revision)), &generator)
            try map.apply(delta)
            unwritten.add(delta, since: former)
            guard Bool.random(using: &generator) else { continue }
            guard
                case .change(let change) = unwritten.content(
                    of: map, configuration, index: saved.index, serverTime: nil)
            else {
                Issue.record("all of it is to be written")
                return
            }
            let line = try change.encoded(after: checksum)
            bytes += line.bytes
            checksum = line.checksum
            unwritten = .nothing
            saved = try SavedMap(decoding: bytes)
            #expect(saved.map == map, "revision \(revision)")
        }
    }

    /// Some peers go, some come, some change; so do names.
    private static func randomDelta(
        of map: PeerMap, to revision: Revision, _ generator: inout SeededGenerator
    ) throws -> MapDelta {
        let numbers = Set(
            (0..<Int.random(in: 0...4, using: &generator)).map { _ in Int.random(in: 2...9, using: &generator) })
        let removed = numbers.filter { _ in Bool.random(using: &generator) }.map(Samples.nodeID)
        let changed = numbers.filter { !removed.contains(Samples.nodeID($0)) }.map {
            TestServer.record($0, port: 4000 + Int(revision.rawValue))
        }
        let name = try DNSRecordName(parsing: "db\(Int.random(in: 1...3, using: &generator))")
        let entry = DNSEntry(name: name, target: .node(Samples.nodeID(Int.random(in: 2...9, using: &generator))))
        let isNamed = Bool.random(using: &generator)
        var peers = map.peers
        for id in removed { peers[id] = nil }
        for record in changed { peers[record.id] = record }
        var entries = map.dnsEntries
        entries[name] = isNamed ? entry : nil
        let after = PeerMap(epoch: map.epoch, revision: revision, peers: peers.values, dnsEntries: entries.values)
        return MapDelta(
            from: map.revision, to: revision, changed: changed, removed: removed,
            dnsChanged: isNamed ? [entry] : [], dnsRemoved: isNamed ? [] : [name], digest: after.digest)
    }
}

/// How an agent keeps its saved map.
@Suite(.timeLimit(.minutes(1))) struct `The file of a saved map` {
    private let world: World
    private let server = TestServer(peers: 400)

    init() async throws {
        world = try await World.joined(server)
    }

    private var path: String { "\(world.folder.directory)/netmap-harbor" }

    private var length: Int { get throws { try AtomicFile.read(path, limit: .max).count } }

    /// Has a peer change, and waits until that is written.
    private func change(_ number: Int, _ agent: Agent) async throws {
        let saves = agent.progress.saves
        try server.change([TestServer.record(2, port: 4000 + number)])
        await pass(Agent.saveDelay)
        try await agent.progress { $0.saves > saves }
    }

    /// Lets time pass, once the agent waits for just that.
    private func pass(_ time: Duration) async {
        await world.clock.waitForSleeper(until: world.clock.now.offset + time)
        world.clock.advance(by: time)
    }

    @Test func `grows by what has changed`() async throws {
        try await world.running(world.agent()) { agent in
            try await agent.progress { $0.synchronizations == 1 && $0.saves > 0 }
            let before = try length
            for number in 1...3 { try await change(number, agent) }
            #expect(try length > before)
            #expect(try length < before + 3 * 1000)
            #expect(before > 50_000)
            #expect(world.savedMap() == server.map)
        }
    }

    @Test func `is written anew when it is not as it was left`() async throws {
        try await world.running(world.agent()) { agent in
            try await agent.progress { $0.synchronizations == 1 && $0.saves > 0 }
            try await change(1, agent)
            // As when somebody has put back a file of former times.
            try AtomicFile.write(try AtomicFile.read(path, limit: .max).prefix(5000), to: path, mode: 0o600)
            try server.change([TestServer.record(3, port: 4001)])
            await pass(Agent.saveDelay)
            // That was in vain, and is tried again.
            let saves = agent.progress.saves
            await pass(Agent.saveRetryDelay)
            try await agent.progress { $0.saves > saves }
            #expect(world.savedMap() == server.map)
        }
    }
}
