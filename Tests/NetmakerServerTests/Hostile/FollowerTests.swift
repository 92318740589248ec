import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Synchronization
import Testing

@testable import NetmakerServer

/// At the port of a whole server, over a real socket.
@Suite(.serialized, .timeLimit(.minutes(3))) struct `A follower who takes nothing of what it is told` {
    private let folder = TemporaryPath()

    @Test func `loses its connection, and delays neither changes nor who takes them`() async throws {
        try await WholeServer.running(in: folder, limits: ServerLimits(request: .seconds(4))) { server in
            let port = server.started.api.port
            let token = try await server.perform(
                Login(user: Samples.userName("alice"), verified: Samples.passwordHash)
            ).token.revealed()
            let request = "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n\r\n"
            try await RawConnection.open(to: .api(port)) { idler in
                try await idler.send(Array(request.utf8))
                try await until { (try? serversEnds(at: port)) == 1 }
                try narrowServersEnds(at: port)
                try await server.withAPI(of: "alice") { client in
                    let told = Told()
                    try await withThrowingTaskGroup { group in
                        group.addTask { try await client.follow { told.note($0) } }
                        try await until { (try? serversEnds(at: port)) == 2 }
                        // More than the buffers of both ends hold.
                        while try serversEnds(at: port) == 2 { for _ in 1...50 { try await server.renameHarbor() } }
                        try await server.renameHarbor()
                        try await until { told.revision == server.harbor?.network.revision }
                        #expect(told.isWhole)
                        group.cancelAll()
                    }
                }
            }
        }
    }
}

/// What another was told meanwhile.
private final class Told: Sendable {
    private let state = Mutex((revision: Revision.zero, isWhole: true))

    /// Of the last change.
    var revision: Revision { state.withLock { $0.revision } }
    /// Whether each change followed the one before it.
    var isWhole: Bool { state.withLock { $0.isWhole } }

    func note(_ event: ServerEvent) {
        state.withLock { state in
            guard case .change(let change) = event.content else {
                state.isWhole = false
                return
            }
            if state.revision > .zero, change.revision != state.revision.next { state.isWhole = false }
            state.revision = change.revision
        }
    }
}

extension WholeServer {
    fileprivate func renameHarbor() async throws {
        let name = harbor?.network.displayName == "North" ? "South" : "North"
        try await perform(UpdateNetwork(name: Self.harbor, changes: NetworkChanges(displayName: name)))
    }
}
