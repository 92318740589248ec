import Testing

extension `The programs` {
    private struct ShownNode: Decodable {
        let name: String
        let listenPort: Int
        let mtu: Int
    }

    @Test func `lead a configuration file that people edit together with what the server says`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (_, agents) = try await mesh.comeUp()
            let (first, second) = (mesh.machines[0], mesh.machines[1])
            let path = "/etc/netclient/netconfig-mesh"
            func sed(_ script: String) async throws {
                _ = try await first.namespace.run(["sed", "-i", script, path]).printed()
            }
            func file() async throws -> String { try await first.namespace.run(["cat", path]).printed() }
            func shown() async throws -> ShownNode {
                try await mesh.nmctl("node", "show", "mesh", "node1", "-o", "json").decoded()
            }

            // What is the machine's own is published, and comes to its device and its peers.
            try await sed("s/listenport: .*/listenport: 51900  # by hand/")
            let pushed = try await first.netclient("push", "-n", "mesh").printed()
            #expect(pushed.contains("has published 1 changes"))
            #expect(try await shown().listenPort == 51900)
            try await mesh.allHaveEverything()
            #expect(try await first.device().listenPort == 51900)
            try await second.reaches("10.20.0.1")
            #expect(try await file().contains("    listenport: 51900  # by hand\n"))
            #expect(try await first.netclient("checkin", "-n", "mesh").printed().contains("nothing to publish"))

            // What the server refuses is put back, and named with its reason.
            try await sed("s/ name: .*/ name: node2/")
            let refused = try await first.netclient("push", "-n", "mesh")
            #expect(refused.exitStatus == 3)
            #expect(refused.complaints.contains("node.name") && refused.complaints.contains("a node named node2"))
            #expect(try await file().contains("    name: node1\n"))

            // What is an admin's is put back too, and the notice names the command.
            try await sed("s/ address: .*/ address: 10.20.0.99/")
            let putBack = try await first.netclient("push", "-n", "mesh").printed()
            #expect(putBack.contains("nmctl node update mesh node1 --ipv4 ADDRESS"))
            #expect(try await file().contains("    address: 10.20.0.1\n"))

            // An admin's change comes into the file, and the remark stays.
            try await sed("s/mtu: .*/mtu: 1420 # for DSL/")
            _ = try await mesh.nmctl("node", "update", "mesh", "node1", "--mtu", "1300", "--wait").printed()
            try await eventually("the file has the MTU") { try await file().contains("    mtu: 1300 # for DSL\n") }

            // Both change it while they do not hear of each other: the server's word counts, and both are told.
            #expect(try await agents[0].stop() == 0)
            try await sed("s/mtu: .*/mtu: 1280 # for DSL/")
            _ = try await mesh.nmctl("node", "update", "mesh", "node1", "--mtu", "1310").printed()
            let again = try await first.startAgent()
            try await eventually("the file has the server's MTU") {
                try await file().contains("    mtu: 1310 # for DSL\n")
            }
            #expect(try await shown().mtu == 1310)
            #expect(try again.said.contains("1280") && again.said.contains("1310"))

            // A broken file is left alone, and so is the tunnel.
            try await sed("s/^node:.*/node: [/")
            let broken = try await file()
            let failed = try await first.netclient("push", "-n", "mesh")
            #expect(failed.exitStatus == 1)
            #expect(failed.complaints.contains("line 6, key node"))
            #expect(try await first.netclient("status").printed().contains("netconfig-mesh is left as it is"))
            try await second.reaches("10.20.0.1")
            #expect(try await file() == broken)
            try await sed("s/^node:.*/node:/")
            #expect(try await first.netclient("push").exitStatus == 0)
            #expect(try await !first.netclient("status").printed().contains("left as it is"))

            // Without a daemon push does it itself.
            #expect(try await again.stop() == 0)
            try await sed("s/roaming: .*/roaming: off/")
            #expect(try await first.netclient("push", "-n", "mesh").exitStatus == 0)
            #expect(try await first.netclient("leave", "-n", "mesh").exitStatus == 0)
            #expect(try await first.files(in: "/etc/netclient").isEmpty)
            #expect(try await agents[1].stop() == 0)
        }
    }
}
