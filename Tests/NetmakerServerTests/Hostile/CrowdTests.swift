import Glibc
import NIOCore
import NetmakerAPI
import NetmakerAgentProtocol
import NetmakerCore
import Testing

@testable import NetmakerServer

/// At both ports of a whole server, over real sockets. How long a test may take is the limit of every wait.
@Suite(.serialized, .timeLimit(.minutes(5))) struct `A thousand connections that say nothing` {
    private let folder = TemporaryPath()
    /// So long that all of them are there at once, however slow the machine.
    private let patient = ServerLimits(
        agents: ConnectionLimits(unused: .seconds(600), silence: .seconds(600)), idle: .seconds(600))
    private let brief = ServerLimits(agents: ConnectionLimits(unused: .seconds(3)), idle: .seconds(1))

    @Test func `at each port hold up nobody`() async throws {
        raiseLimitOfOpenFiles()
        try await WholeServer.running(in: folder, limits: patient) { server in
            let crowds = try await crowds(at: server)
            for crowd in crowds { try await crowd.comes(to: { $0 >= 1000 }) }
            for _ in 1...3 { try await call(server) }
            #expect(crowds.allSatisfy { $0.size >= 1000 })
            for crowd in crowds { crowd.disperse() }
        }
    }

    @Test func `at each port are closed in time, and leave no descriptor behind`() async throws {
        raiseLimitOfOpenFiles()
        try await WholeServer.running(in: folder, limits: brief) { server in
            let crowds = try await crowds(at: server)
            // The crowd's ends stay open: that the server's are gone is its own doing.
            for crowd in crowds { try await crowd.comes(to: { $0 == 0 }) }
            try await call(server)
            for crowd in crowds { crowd.disperse() }
        }
    }

    private func crowds(at server: WholeServer) async throws -> [Crowd] {
        async let api = Crowd(at: server.started.api.port)
        async let agents = Crowd(at: server.started.agents.port)
        return try await [api, agents]
    }

    /// Calls the server at both ports, over new connections.
    private func call(_ server: WholeServer) async throws {
        _ = try await server.withAPI(of: "alice") { try await $0.networks() }
        _ = try await server.agents.transport.challenge()
    }
}

/// A thousand connections, a tenth of them with TLS; half of the others have sent the first byte of it.
private struct Crowd: Sendable {
    private let port: ListenPort
    private let plain: [Int32]
    private let secured: [SilentConnection]

    init(at port: ListenPort) async throws {
        var (plain, secured): ([Int32], [SilentConnection]) = ([], [])
        for number in 0..<1000 {
            if number % 10 == 9 {
                // Connections are accepted in their order: those before it are, when it is through.
                secured.append(try await .open(.tls, to: port))
            } else {
                let connection = try #require(connected(to: port))
                if number % 2 == 0 { #expect(write(connection, [0x16], 1) == 1) }
                plain.append(connection)
            }
        }
        (self.port, self.plain, self.secured) = (port, plain, secured)
    }

    /// How many connections the server has there, those of others included.
    var size: Int { (try? serversEnds(at: port)) ?? -1 }

    /// Waits until it has such a size. To look costs much where so many descriptors are open.
    func comes(to isSo: (Int) -> Bool) async throws {
        while !isSo(size) { try await Task.sleep(for: .milliseconds(50)) }
    }

    func disperse() {
        for connection in plain { close(connection) }
        for connection in secured { connection.channel.close(promise: nil) }
    }
}
