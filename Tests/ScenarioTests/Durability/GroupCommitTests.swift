import FoundationEssentials
import Glibc
import Logging
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

extension `What a server promises` {
    @Suite(.timeLimit(.minutes(5))) struct `Machines that join at the same time` {
        private let harbor = Samples.networkName()

        @Test func `share one commit when they have queued before the writer looks`() async throws {
            let folder = try ScratchFolder.make("nm-group")
            defer { folder.remove() }
            let store = try SQLiteStore(opening: folder.path + "/truth.sqlite")
            let history = try await History(harborIn: store)
            let key = Samples.accessKey(1, uses: .remaining(32))
            try await history.commit(to: store, Samples.network().aggregate, [.putAccessKey(key)])
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            // However slow the machine is, deciding on 32 is not too much for one batch.
            let control = ControlPlane(
                store: store, wallClock: ManualClock(), logger: logger, batchLimits: BatchLimits(deciding: .seconds(60))
            )
            try await control.load()
            let before = try WriteAheadLog(of: folder.path + "/truth.sqlite").commits

            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...32 {
                    let join = JoinNetwork(
                        network: harbor, key: Samples.secret(1), identity: Samples.identity(number),
                        publicKey: Samples.publicKey(number), name: Samples.nodeName(number),
                        report: Samples.report(number), source: nil)
                    group.addTask { _ = try await control.perform(join, as: .nobody) }
                }
                var failure: (any Error)?
                do {
                    try await eventually("all of them wait") { control.waitingCommands == 32 }
                } catch {
                    failure = error
                }
                // Whatever came of that: who waits for the writer cannot be cancelled.
                let writer = Task { try await control.run() }
                try await group.waitForAll()
                writer.cancel()
                try await writer.value
                if let failure { throw failure }
            }

            #expect(control.counters.commits == 1)
            let after = try WriteAheadLog(of: folder.path + "/truth.sqlite").commits
            #expect(after - before == 1)
            #expect(try await store.snapshot(of: harbor)?.nodes.count == 32)
            try store.close()
        }

        @Test func `over sockets share their flushes to disk`() async throws {
            let house = try ServerHouse()
            defer { house.folder.remove() }
            // On a disk that is slow, so that how fast the machine makes connections matters little.
            let server = try await house.start(crash: ["CRASH_DELAY": "wal-sync:500", "CRASH_ARMED": "signal"])
            try #require(try await server.isReady(), "\(server.words)")
            let token = try await house.setUp()
            let agents = try house.agents
            try await house.withClient(token: token) { client in
                _ = try await client.createNetwork(
                    CreateNetworkRequest(name: harbor, ipv4Range: try IPv4Prefix(parsing: "10.20.0.0/16")))
                let created = try await client.createAccessKey(of: harbor, CreateAccessKeyRequest(uses: .limited(32)))
                let key = try Secret(parsing: created.key.revealed())
                try await server.arm()
                let before = house.tally
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 1...32 {
                        let harbor = harbor
                        group.addTask { try await MeshAgent(number: number).join(harbor, with: key, via: agents) }
                    }
                    try await group.waitForAll()
                }
                let after = house.tally
                let flushes = after[.walSync] - before[.walSync]
                #expect((1...16).contains(flushes), "32 joins took \(flushes) flushes")
                // A checkpoint flushes the file, and is counted apart from commits; so few changes bring none.
                #expect(after[.databaseSync] == before[.databaseSync])
                #expect(try await client.nodes(in: harbor).count == 32)

                // One after the other, each has its own: none is answered before it is on the disk.
                for number in 1...3 {
                    _ = try await client.updateNode(
                        NodeReference(parsing: Samples.nodeName(number).description), in: harbor,
                        with: UpdateNodeRequest(persistentKeepalive: try PersistentKeepalive(seconds: 40 + number)))
                }
                #expect(house.tally[.walSync] - after[.walSync] == 3)
            }
            try await server.stop(SIGKILL)
        }
    }
}
