import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Synchronization
import Testing

@testable import NetmakerServer

extension Races {
    /// Servers come and go on one database while machines keep asking to join.
    @Suite struct `A server that starts anew while machines join` {
        private let folder = TemporaryPath()

        /// Where the server is now; nil while there is none.
        private final class Whereabouts: Sendable {
            private let state = Mutex<StartedServer?>(nil)
            var current: StartedServer? { state.withLock { $0 } }
            func become(_ server: StartedServer?) { state.withLock { $0 = server } }
        }

        /// Asks until there is an answer that is one, as the program's user does.
        private static func insist(
            _ racer: Racer, with key: Secret, at whereabouts: Whereabouts
        ) async throws -> JoinReply {
            while true {
                if let server = whereabouts.current {
                    let client = AgentClient(
                        transport: GRPCAgentTransport(server: server.agents, pins: server.pins))
                    do {
                        return try await racer.join(client, with: key)
                    } catch let error as AgentProtocolError where error.code == .unavailable {}
                }
                try await Task.sleep(for: .milliseconds(5))
            }
        }

        private static func expectAllIn(_ replies: [JoinReply], _ folder: TemporaryPath) async throws {
            let state = try await WholeServer.left(in: folder).expectWholeJoins()
            #expect(Set(state.nodes.keys) == Set(replies.map(\.configuration.node)))
            #expect(state.nodes.count == replies.count)
            #expect(state.accessKeys.values.map(\.uses) == [.remaining(0)])
            #expect(state.accessKeys.values.map(\.usedCount) == [replies.count])
        }

        @Test func `on purpose, has all of them in the end, each by one use`() async throws {
            let whereabouts = Whereabouts()
            let key = try await WholeServer.running(in: folder) { try await $0.makeKey(.remaining(15)) }
            let replies = try await withThrowingTaskGroup(of: JoinReply.self) { group in
                for number in 1...15 {
                    group.addTask { try await Self.insist(Racer(number), with: key, at: whereabouts) }
                }
                for goal in [1, 6, 11] {
                    try await WholeServer.running(in: folder) { server in
                        whereabouts.become(server.started)
                        try await until { server.harbor.map { $0.nodes.count >= goal } ?? false }
                        // It is told to stop in the middle of whatever the others are in.
                        whereabouts.become(nil)
                    }
                }
                return try await WholeServer.running(in: folder) { server in
                    whereabouts.become(server.started)
                    return try await group.reduce(into: []) { $0.append($1) }
                }
            }
            try await Self.expectAllIn(replies, folder)
        }

        @Test(arguments: [TornStore.Tear.beforeItWasDurable, .afterItWasDurable], [0, 2])
        func `because its machine died in a commit, has all of them, each by one use`(
            _ tear: TornStore.Tear, after commits: Int
        ) async throws {
            let whereabouts = Whereabouts()
            let key = try await WholeServer.running(in: folder) { try await $0.makeKey(.remaining(6)) }
            let replies = try await withThrowingTaskGroup(of: JoinReply.self) { group in
                try await dieInCommit(tear, after: commits, at: whereabouts) { number in
                    group.addTask { try await Self.insist(Racer(number), with: key, at: whereabouts) }
                }
                let admitted = try #require(
                    try await WholeServer.left(in: folder).snapshot(of: WholeServer.harbor)
                ).nodes.count
                switch tear {
                case .beforeItWasDurable: #expect(admitted == commits)
                case .afterItWasDurable: #expect(admitted > commits)
                }
                return try await WholeServer.running(in: folder) { server in
                    whereabouts.become(server.started)
                    return try await group.reduce(into: []) { $0.append($1) }
                }
            }
            try await Self.expectAllIn(replies, folder)
        }

        /// Runs a server, at which six machines begin to join, until its store is torn.
        private func dieInCommit(
            _ tear: TornStore.Tear, after commits: Int, at whereabouts: Whereabouts, begin: (Int) -> Void
        ) async throws {
            let torn = TornStore(try await WholeServer.left(in: folder), tear, after: commits)
            try await WholeServer.running(in: folder, store: torn) { server in
                whereabouts.become(server.started)
                for number in 1...6 {
                    begin(number)
                    // Those that are to go well do so one by one: joins that wait together share a commit.
                    if number <= commits { try await until { server.harbor?.nodes.count == number } }
                }
                try await until { torn.isTorn }
                whereabouts.become(nil)
            }
        }
    }
}
