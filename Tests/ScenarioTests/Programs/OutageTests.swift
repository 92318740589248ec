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
            // The machine reboots, more than once, since a machine that builds beside is slow now and then. Its agent
            // finds no server, and brings the tunnel up from the map it saved.
            var fastest = Duration.seconds(60)
            for _ in 1...3 {
                try await agent?.stop(SIGKILL)
                try await first.loseRuntime()
                let start = ContinuousClock.now
                agent = try await first.startAgent()
                try await first.hasTunnel(to: "198.51.100.12:51821")
                try await first.reaches("10.20.0.2")
                fastest = min(fastest, start.duration(to: .now))
            }
            print("from the start of an agent without a server to the first ping answered: \(fastest)")
            #expect(fastest < .seconds(1))
            try await second.reaches("fd00:20::1")
            let status: StatusView = try await first.netclient("status", "-n", "mesh", "-o", "json").decoded()
            #expect(status.connection != "connected")
            #expect(status.peers.map(\.name) == ["node2"])
        }
    }
}

extension WorldMachine {
    /// What a reboot takes: the interface, the process behind it, and all in /run.
    fileprivate func loseRuntime() async throws {
        try await namespace.shell(
            """
            ip link delete nm-mesh
            until [[ ! -e /run/wireguard/nm-mesh.sock ]]; do sleep 0.05; done
            rm -r /run/netclient /run/wireguard
            """)
        let interfaces = try await interfaces()
        #expect(!interfaces.contains("nm-mesh"))
    }

    fileprivate func hasTunnel(to endpoint: String) async throws {
        try await eventually("\(name) has its tunnel") {
            // There may be no device yet.
            let dump = try await namespace.run(["wg", "show", "nm-mesh", "dump"])
            guard dump.exitStatus == 0 else { return false }
            return try DeviceView(parsing: dump.output).peers.map(\.endpoint) == [endpoint]
        }
    }
}
