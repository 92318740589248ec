import FoundationEssentials
import Glibc
import NetmakerAPI
import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import Testing

extension `What a server promises` {
    @Suite(
        .timeLimit(.minutes(5)),
        .enabled(if: geteuid() == 0, "needs root, to mount a small disk"))
    struct `A server whose disk is full` {
        private let harbor = Samples.networkName()

        @Test func `says so, serves on, and changes things again as soon as there is room`() async throws {
            try await SmallDisk.running { disk in
                let server = try await disk.start()
                try #require(try await server.isReady(), "\(server.words)")
                let token = try await disk.house.setUp()
                let agents = try disk.house.agents
                let watcher = MeshAgent(number: 1)
                try await disk.house.withClient(token: token) { client in
                    let key = try await prepare(client)
                    try await watcher.join(harbor, with: key, via: agents)
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask {
                            do { try await watcher.stay(via: agents) } catch  where Task.isCancelled { return }
                            guard Task.isCancelled else { throw Broken("the watcher's session ended by itself") }
                        }
                        let outcome: Result<Void, any Error>
                        do {
                            outcome = .success(try await fillUp(disk, client, watcher, key, agents))
                        } catch {
                            outcome = .failure(error)
                        }
                        group.cancelAll()
                        let end = await group.nextResult()
                        try outcome.get()
                        try end?.get()
                    }
                }

                // Nothing half-done is found by the next server either.
                let before = try await disk.house.withClient(token: token) { try await $0.everything() }
                try await server.stop(SIGKILL)
                let next = try await disk.start(log: "next.log")
                try #require(try await next.isReady(), "\(next.words)")
                let after = try await disk.house.withClient(token: token) { try await $0.everything() }
                #expect(after.mapValues(\.lines) == before.mapValues(\.lines))
                try await next.stop(SIGKILL)
            }
        }

        @Test func `does not start without room, says why, and starts when there is`() async throws {
            try await SmallDisk.running { disk in
                let server = try await disk.start()
                try #require(try await server.isReady(), "\(server.words)")
                let token = try await disk.house.setUp()
                try await server.stop(SIGKILL)

                try disk.leave(pages: 0)
                let second = try await disk.start(log: "second.log")
                try #require(try await second.isReady() == false)
                #expect(try await second.ended() == 1)
                #expect(second.words.contains("make room"), "\(second.words)")

                try disk.leave(pages: nil)
                let third = try await disk.start(log: "third.log")
                try #require(try await third.isReady(), "\(third.words)")
                let networks = try await disk.house.withClient(token: token) { try await $0.networks() }
                #expect(networks.isEmpty)
                try await third.stop(SIGKILL)
            }
        }

        private func prepare(_ client: ControlPlaneClient) async throws -> Secret {
            _ = try await client.createNetwork(
                CreateNetworkRequest(name: harbor, ipv4Range: try IPv4Prefix(parsing: "10.20.0.0/16")))
            let key = try await client.createAccessKey(of: harbor, CreateAccessKeyRequest(uses: .unlimited))
            return try Secret(parsing: key.key.revealed())
        }

        /// Room for so many pages more, from none to more than a commit takes: where it gives out is another place each
        /// time.
        private func fillUp(
            _ disk: SmallDisk, _ client: ControlPlaneClient, _ watcher: MeshAgent, _ key: Secret,
            _ agents: GRPCAgentTransport
        ) async throws {
            var refusals = 0
            for pages in 0...12 {
                try disk.leave(pages: pages)
                let before = try await client.everything()
                do {
                    let name = try NetworkName(parsing: "full-\(pages)")
                    _ = try await client.createNetwork(
                        CreateNetworkRequest(name: name, ipv4Range: try IPv4Prefix(parsing: "10.\(100 + pages).0.0/16"))
                    )
                } catch let error as APIError {
                    refusals += 1
                    let problem = try #require(error.problem, "\(error)")
                    #expect(problem.kind == .outOfRoom)
                    #expect(problem.status == 507)
                    #expect(problem.remedy.contains("make room"))
                    // It is told to whoever watches the server, and all that was there can still be read.
                    let readiness = try await readiness(disk)
                    #expect(readiness.status == .notReady)
                    #expect(readiness.reason?.contains("no room") == true)
                    #expect(try await client.everything().mapValues(\.lines) == before.mapValues(\.lines))
                    // Agents are told that it is not the time, and those that are connected stay.
                    await #expect(throws: AgentProtocolError(.unavailable, message: "", remedy: "")) {
                        try await MeshAgent(number: 50 + pages).join(harbor, with: key, via: agents)
                    }
                }
                let nodes = try await client.nodes(in: harbor)
                let watched = try #require(nodes.first { $0.name == Samples.nodeName(1) })
                #expect(watched.live.status != .disconnected)

                try disk.leave(pages: nil)
                try await MeshAgent(number: 100 + pages).join(harbor, with: key, via: agents)
                #expect(try await readiness(disk).status == .ok)
                try await eventually("the agent hears of it") { await watcher.map?.peers.count == pages + 1 }
            }
            #expect(refusals > 1, "the disk was never full")
        }

        private func readiness(_ disk: SmallDisk) async throws -> HealthResource {
            let url = "https://\(disk.house.host):\(ServerHouse.apiPort)/readyz"
            let text = try await disk.shell("curl --silent --insecure \(url)")
            return try JSONDecoder().decode(HealthResource.self, from: Data(text.utf8))
        }
    }
}
