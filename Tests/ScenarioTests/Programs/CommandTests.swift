import FoundationEssentials
import Glibc
import Testing

extension `The programs` {
    @Test func `run an interface's commands, and undo just what was run`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let key = try await mesh.createKey()
            let (first, second) = (mesh.machines[0], mesh.machines[1])
            _ = try await mesh.join(first, with: key).printed()
            _ = try await mesh.join(second, with: key, "--allow-remote-commands").printed()
            _ = try await mesh.nmctl(
                "node", "update", "mesh", "node1", "--post-up", "echo server >/run/server-up"
            ).printed()
            _ = try await mesh.nmctl(
                "node", "update", "mesh", "node2", "--post-up", "echo %i $NETCLIENT_NETWORK >/run/server-up"
            ).printed()
            // The owner of the first writes commands into the file.
            try await first.namespace.shell(
                #"""
                sed -i 's|^    postup:.*|    postup: "echo %i >>/run/local-up"|
                    s|^    postdown:.*|    postdown: "echo %i >/run/local-down"|' /etc/netclient/netconfig-mesh
                grep --quiet local-down /etc/netclient/netconfig-mesh
                """#)
            var agent = try await first.startAgent()
            let other = try await second.startAgent()
            try await mesh.allHaveEverything()

            try await first.has("nm-mesh\n", in: "/run/local-up")
            try await second.has("nm-mesh mesh\n", in: "/run/server-up")
            try await agent.says("The server's commands are not run")
            // Neither after a restart, nor is what was run run again.
            try await agent.stop(SIGKILL)
            agent = try await first.startAgent()
            try await mesh.allHaveEverything()
            #expect(try await first.files(in: "/run").isDisjoint(with: ["server-up", "local-down"]))
            try await first.has("nm-mesh\n", in: "/run/local-up")

            // One that fails is told here and at the server, and the tunnel stands.
            _ = try await mesh.nmctl("node", "update", "mesh", "node2", "--post-up", "echo broken; exit 3").printed()
            try await eventually("the server knows that it failed") {
                try await mesh.nmctl("node", "show", "mesh", "node2").printed()
                    .contains("the server's postup ended with status 3")
            }
            #expect(try other.said.contains("broken"))
            let status = try await second.netclient("status", "-n", "mesh").printed()
            #expect(status.contains("the server's postup ended with status 3"))
            #expect(try await second.netclient("status", "--check").exitStatus == 0)
            try await first.reaches("10.20.0.2")

            // Killed, and left without a daemon: what was run is undone.
            try await agent.stop(SIGKILL)
            _ = try await first.netclient("leave", "-n", "mesh").printed()
            try await first.has("nm-mesh\n", in: "/run/local-down")
            #expect(try await first.files(in: "/run/netclient").allSatisfy { !$0.hasSuffix(".commands") })
            #expect(try await other.stop() == 0)
        }
    }
}

extension WorldMachine {
    fileprivate func has(_ text: String, in path: String) async throws {
        try await eventually("\(name) has \(text) in \(path)") {
            let outcome = try await namespace.run(["cat", path])
            return outcome.exitStatus == 0 && outcome.output == text
        }
    }
}
