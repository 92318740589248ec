import Glibc
import Testing

extension `The programs` {
    @Test func `serve networks of two servers by one daemon, and one that fails harms no other`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let other = Mesh(world: mesh.world, number: 1)
            let server = try await mesh.startServer()
            let otherServer = try await other.startServer(log: "server1.log")
            _ = try await mesh.setUp().printed()
            _ = try await other.setUp().printed()
            try await mesh.createNetwork()
            try await other.createNetwork("plant", range: "10.30.0.0/16", range6: "fd00:30::/64")
            let (key, otherKey) = (try await mesh.createKey(), try await other.createKey(of: "plant"))
            let (first, second) = (mesh.machines[0], mesh.machines[1])
            var daemons: [Program] = []
            for machine in mesh.machines {
                _ = try await mesh.join(machine, with: key).printed()
                _ = try await other.join(machine, with: otherKey).printed()
                daemons.append(
                    try await machine.namespace.start(
                        [Installation.program("netclient"), "daemon"],
                        log: "\(mesh.world.folder)/\(machine.name)-all.log"))
            }
            try await mesh.allHaveEverything()
            try await other.allHaveEverything(of: "plant")

            // Each has an interface, a port and a mark of its own.
            let (one, two) = (try await first.device(), try await first.device("nm-plant"))
            #expect((one.listenPort, two.listenPort) == (51821, 51822))
            #expect(one.firewallMark != two.firewallMark)
            try await first.reaches("10.20.0.2")
            try await first.reaches("10.30.0.2")
            #expect(try await first.netclient("status", "--check").printed().split(separator: "\n").count == 2)

            // Overlapping ranges are refused across servers, too.
            try await other.createNetwork("copy", range: "10.20.128.0/17", range6: "fd00:40::/64")
            let copy = try await other.createKey(of: "copy")
            let refused = try await other.join(first, with: copy)
            #expect(refused.exitStatus == 1 && refused.complaints.contains("--force"))
            try await insist(on: other, at: first)

            // One network's server goes, its credential is spoilt on one machine, and its tunnel dies on the other.
            let lost = try await first.lostPings(to: "10.20.0.2") {
                #expect(try await otherServer.stop() == 0)
                try await first.namespace.shell("echo spoilt >/etc/netclient/nettoken-plant")
                try await second.namespace.shell("ip link delete nm-plant")
                try await eventually("node2 has its tunnel again") {
                    try await second.namespace.run(["wg", "show", "nm-plant", "dump"]).exitStatus == 0
                }
            }
            #expect(lost == 0)
            try await daemons[0].stop(SIGKILL)
            daemons[0] = try await first.namespace.start(
                [Installation.program("netclient"), "daemon"], log: "\(mesh.world.folder)/node1-again.log")
            try await daemons[0].says("A network is not served")
            try await daemons[0].says("In step with the server")
            try await first.reaches("10.20.0.2")
            try await first.reaches("10.30.0.2")
            #expect(try await first.netclient("status", "-n", "mesh", "--check").exitStatus == 0)
            #expect(try await first.netclient("status", "--check").exitStatus == 1)
            let why = try await first.netclient("status", "-n", "mesh", "--why", "node2")
            #expect(why.exitStatus == 0, "\(why)")
            for daemon in daemons { #expect(try await daemon.stop() == 0) }
            #expect(try await server.stop() == 0)
        }
    }

    /// Who insists gets a network with the very addresses of another; the other does not suffer, and all is as before
    /// once it is left.
    private func insist(on other: Mesh, at machine: WorldMachine) async throws {
        try await other.createNetwork("twin")
        let key = try await other.createKey(of: "twin")
        let before = try await machine.surroundings()
        let lost = try await machine.lostPings(to: "10.20.0.2") {
            let joined = try await other.join(machine, with: key, "--force")
            #expect(joined.exitStatus == 0, "\(joined)")
            try await eventually("the daemon serves the twin as well") {
                try await machine.netclient("status", "-n", "twin", "--check").exitStatus == 0
            }
            #expect(try await machine.netclient("status", "-n", "mesh", "--check").exitStatus == 0)
            #expect(try await machine.interfaces().contains("nm-twin"))
            _ = try await machine.netclient("leave", "-n", "twin").printed()
        }
        #expect(lost == 0)
        #expect(try await machine.surroundings() == before)
        try await machine.reaches("fd00:20::2")
        #expect(try await other.nodes(of: "twin").isEmpty)
    }
}
