import FoundationEssentials
import Glibc
import Testing

extension `The programs` {
    @Test func `wait until a change is in force, and name who does not have it`() async throws {
        try await Mesh.running(machines: 3) { mesh in
            let (_, agents) = try await mesh.comeUp()
            let (first, second, third) = (mesh.machines[0], mesh.machines[1], mesh.machines[2])
            let node = try #require(try await mesh.nodes().first { $0.name == second.name })
            /// Whether a machine's device has node2 at a port.
            func has(_ machine: WorldMachine, at port: Int) async throws -> Bool {
                let peer = try await machine.device().peers.first { $0.publicKey == node.publicKey }
                return peer?.endpoint == "\(second.address):\(port)"
            }

            // When the command returns, every device has the change.
            #expect(try await mesh.move(second, toPort: 51900).exitStatus == 0)
            #expect(try await second.device().listenPort == 51900)
            for machine in [first, third] { #expect(try await has(machine, at: 51900)) }

            // One agent stands still: the change is made, but not in force there.
            agents[2].signal(SIGSTOP)
            let late = try await mesh.move(second, toPort: 51901, within: 2)
            #expect(late.exitStatus == 7)
            #expect(late.complaints.contains("node3"))
            #expect(!late.complaints.contains("node1"))
            #expect(try await has(first, at: 51901))

            // It goes on, and gets what it missed.
            agents[2].goOn()
            #expect(try await mesh.move(second, toPort: 51902).exitStatus == 0)
            #expect(try await has(third, at: 51902))
        }
    }

    @Test func `tell scripts by their exit status what went wrong`() async throws {
        try await Mesh.running(machines: 1) { mesh in
            let server = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()

            // 2: the command line has no meaning.
            #expect(try await mesh.nmctl("node", "list", "mesh", "--no-such-flag").exitStatus == 2)
            #expect(try await mesh.nmctl("network", "create", "No Name", "--range", "10.0.0.0/8").exitStatus == 2)
            #expect(try await mesh.machines[0].netclient("join", "-t", "no-token").exitStatus == 2)
            #expect(try await mesh.nmServer("run", "--no-such-flag").exitStatus == 2)

            // 3: the server says no.
            let wrong = mesh.world.folder + "/wrong"
            try Data("not the password\n".utf8).write(to: URL(filePath: wrong))
            let login = try await mesh.nmctl("login", "--user", "admin", "--password-file", wrong)
            #expect(login.exitStatus == 3)
            // The session that there is stays.
            #expect(try await mesh.nmctl("network", "list").exitStatus == 0)

            // 5: what it is about is not there.
            let missing = try await mesh.nmctl("node", "show", "mesh", "nobody")
            #expect(missing.exitStatus == 5)
            #expect(missing.complaints.contains("nobody"))
            #expect(try await mesh.nmctl("network", "show", "nowhere").exitStatus == 5)

            // 6: it does not fit what is there.
            #expect(try await mesh.nmctl("network", "create", "mesh", "--range", "10.9.0.0/16").exitStatus == 6)
            let stale = try await mesh.nmctl(
                "network", "update", "mesh", "--display-name", "Late", "--if-revision", "999")
            #expect(stale.exitStatus == 6)

            // 4: nobody answers.
            let key = try await mesh.createKey()
            #expect(try await server.stop() == 0)
            #expect(try await mesh.nmctl("network", "list").exitStatus == 4)
            #expect(try await mesh.join(mesh.machines[0], with: key).exitStatus == 4)
            #expect(try await mesh.nmServer("tls", "rotate").exitStatus == 4)
        }
    }
}
