import Glibc
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

extension `What a server promises` {
    @Suite(.timeLimit(.minutes(5))) struct `A disk that fails` {
        /// What fails, and with what.
        static let faults = ["wal-sync:1:\(EIO)", "wal-write:1:\(EIO)", "wal-write:3:\(EDQUOT)"]

        @Test(arguments: faults)
        func `at a commit has it refused for good, and the next one done`(_ fault: String) async throws {
            let house = try ServerHouse()
            let server = try await house.start(crash: ["CRASH_FAULT": fault, "CRASH_ARMED": "signal"])
            try #require(try await server.isReady(), "\(server.words)")
            let token = try await house.setUp()
            let (refused, done) = (Samples.networkName("refused"), Samples.networkName("done"))
            try await house.withClient(token: token) { client in
                try await server.arm()
                let problem = await #expect(throws: APIError.self) {
                    _ = try await client.createNetwork(
                        CreateNetworkRequest(name: refused, ipv4Range: try IPv4Prefix(parsing: "10.1.0.0/16")))
                }
                #expect([503, 507].contains(problem?.problem?.status), "\(problem.map(\.description) ?? "")")
                let names = try await client.networks().map(\.name)
                #expect(names.isEmpty)
            }
            // What was refused does not come back: not by a restart either, though all of it may stand in the log.
            try await server.stop(SIGKILL)
            let next = try await house.start()
            try #require(try await next.isReady(), "\(next.words)")
            try await house.withClient(token: token) { client in
                let before = try await client.networks().map(\.name)
                #expect(before.isEmpty)
                _ = try await client.createNetwork(
                    CreateNetworkRequest(name: done, ipv4Range: try IPv4Prefix(parsing: "10.1.0.0/16")))
                let after = try await client.networks().map(\.name)
                #expect(after == [done])
            }
            try await next.stop(SIGKILL)
            house.folder.remove()
        }

        @Test func `does not keep the server from going on`() async throws {
            let house = try ServerHouse()
            let server = try await house.start(crash: ["CRASH_FAULT": "wal-sync:1:\(EIO)", "CRASH_ARMED": "signal"])
            try #require(try await server.isReady(), "\(server.words)")
            let token = try await house.setUp()
            try await house.withClient(token: token) { client in
                let request = CreateNetworkRequest(
                    name: Samples.networkName(), ipv4Range: try IPv4Prefix(parsing: "10.1.0.0/16"))
                try await server.arm()
                await #expect(throws: APIError.self) { _ = try await client.createNetwork(request) }
                _ = try await client.createNetwork(request)
            }
            // What came after the failure is as durable as everything.
            try await server.stop(SIGKILL)
            let next = try await house.start()
            try #require(try await next.isReady(), "\(next.words)")
            let names = try await house.withClient(token: token) { try await $0.networks().map(\.name) }
            #expect(names == [Samples.networkName()])
            try await next.stop(SIGKILL)
            house.folder.remove()
        }
    }
}
