import FoundationEssentials
import Testing

extension `The programs` {
    @Test(arguments: [
        "DELETE FROM node WHERE id = (SELECT min(id) FROM node)", "UPDATE node SET body = substr(body, 1, 60)",
        "DELETE FROM network",
    ])
    func `keep the tunnels of agents whose server has lost a part of what it knew`(damage: String) async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (server, agents) = try await mesh.comeUp()
            let before = try await mesh.machines[0].device()
            #expect(try await server.stop() == 0)
            try await mesh.world.router.shell("sqlite3 \(mesh.dataDirectory)/netmaker.sqlite \"\(damage)\"")

            // It does not serve, and says why and what to do.
            let refused = try await mesh.nmServer("--public-address", World.serverAddress)
            #expect(refused.exitStatus == 1)
            #expect(refused.complaints.contains("netmaker.sqlite is damaged"))
            #expect(refused.complaints.contains("restore the server from a backup"))

            // Nobody has lost a peer.
            for agent in agents { #expect(try !agent.said.contains("removed")) }
            let after = try await mesh.machines[0].device()
            #expect(after.peers.map(\.publicKey) == before.peers.map(\.publicKey))
            try await mesh.machines[0].reaches("10.20.0.2")
        }
    }
}
