import FoundationEssentials
import Glibc
import NetmakerAPI
import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import Testing

extension `What a server promises` {
    @Suite(.timeLimit(.minutes(10))) struct `A change of the TLS key that is interrupted` {
        /// Each step that makes something last: the next key, the identity, the pin for scripts.
        static let points: [CrashPoint] = [
            CrashPoint.Kind.fileWrite, .fileSync, .rename, .folderSync, .remove,
        ].flatMap { kind in
            [(CrashPoint.Moment.before, 1), (.after, 1), (.before, 2), (.after, 2)].map { moment, count in
                CrashPoint(kind: kind, moment: moment, count: count, loss: .process)
            }
        }

        @Test func `leaves a server that all know who knew it before`() async throws {
            var random = SeededGenerator(seed: 1)
            let house = try ServerHouse()
            var server = try await house.start()
            try #require(try await server.isReady())
            let token = try await house.setUp()
            try await server.stop(SIGKILL)
            var deaths = 0
            for var point in Self.points {
                point.loss = .random(using: &random)
                let known = try house.pin
                server = try await house.start(crash: point.environment, log: "rotating.log")
                try #require(try await server.isReady(), "\(point): \(server.words)")
                try await server.arm()
                let answer = try? await AsyncHTTPTransport.withTransport(
                    toSocket: house.dataDirectory + "/control.sock"
                ) {
                    try await ControlPlaneClient($0).rotateKey(waitingSeconds: 1)
                }
                if house.tally.hit == nil { server.signal(SIGKILL) } else { deaths += 1 }
                try await server.ended()

                server = try await house.start(log: "rotated.log")
                try #require(try await server.isReady(), "\(point): \(server.words)")
                // The key that was acknowledged is the one that is shown, and written down for scripts.
                let shown = try house.pin
                if let answer { #expect(shown == answer.pin, "\(point)") }
                _ = try await house.withClient(token: token) { try await $0.networks() }
                // Who knows the old key only is still let in by it.
                let agents = GRPCAgentTransport(
                    server: try ServerAddress(parsing: "\(house.host):\(ServerHouse.agentsPort)"), pins: [known])
                _ = try await agents.challenge()
                try await server.stop(SIGKILL)
            }
            #expect(deaths > Self.points.count / 2)
            house.folder.remove()
        }
    }
}
