import Glibc
import Testing

extension `The programs` {
    @Test func `carry traffic without a server, without agents, and after a reboot`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (server, agents) = try await mesh.comeUp()
            let (first, second) = (mesh.machines[0], mesh.machines[1])
            try await first.reaches("10.20.0.2")
            // What an agent was told is in its file a moment later.
            for machine in mesh.machines {
                try await eventually("\(machine.name) has saved the map") {
                    let map = try await machine.namespace.run(["cat", "/etc/netclient/netmap-mesh"]).printed()
                    return mesh.machines.allSatisfy { map.contains("\"\($0.name)\"") }
                }
            }

            // The server goes, then both agents die, and one starts again: no ping is lost.
            var agent: Program?
            let lost = try await first.lostPings(to: "10.20.0.2") {
                #expect(try await server.stop() == 0)
                try await agents[0].stop(SIGKILL)
                try await agents[1].stop(SIGKILL)
                agent = try await first.startAgent()
                try await agent?.says("No session with the server")
            }
            #expect(lost == 0)
            try await agent?.stop()

            // The machine reboots: its interface, its programs and its /run are gone.
            try await first.namespace.shell(
                """
                ip link delete nm-mesh
                until [[ ! -e /run/wireguard/nm-mesh.sock ]]; do sleep 0.05; done
                rm -r /run/netclient /run/wireguard
                """)
            #expect(try await !first.interfaces().contains("nm-mesh"))

            // Its agent finds no server, and brings the tunnel up from the map it saved.
            _ = try await first.startAgent()
            try await first.reaches("10.20.0.2")
            try await second.reaches("fd00:20::1")
            let status: StatusView = try await first.netclient("status", "-n", "mesh", "-o", "json").decoded()
            #expect(status.connection != "connected")
            #expect(status.peers.map(\.name) == ["node2"])
        }
    }
}
