import Testing

extension `The programs` {
    @Test func `know the server through a change of its TLS key`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (server, agents) = try await mesh.comeUp()
            let first = mesh.machines[0]
            let second = mesh.machines[1]
            let former = try mesh.pin

            // One agent is away while the operator rotates.
            #expect(try await agents[1].stop() == 0)
            let rotation = try await mesh.nmServer("tls", "rotate").printed()
            let pin = try mesh.pin
            #expect(pin != former)
            #expect(rotation.contains(pin))

            // The one that was connected knows the new key, and hears of changes as before.
            #expect(try await mesh.move(first, toPort: 51900).exitStatus == 0)
            #expect(try await first.device().listenPort == 51900)
            #expect(try await credential(of: first).contains(pin))

            // The one that was away returns by the key it knew, and is told the new one.
            #expect(try await !credential(of: second).contains(pin))
            let returned = try await second.startAgent()
            try await mesh.allHaveEverything()
            try await eventually("node2 has stored the new pin") { try await credential(of: second).contains(pin) }

            // So are the operator's nmctl, which has the old pin, and one who is told the new pin.
            #expect(try await mesh.nmctl("network", "list").exitStatus == 0)
            let login = try await mesh.nmctl(
                "login", "--server", mesh.url, "--pin", pin, "--user", "admin", "--password-file", mesh.passwordFile)
            #expect(login.exitStatus == 0)

            // A machine that joins now, and everybody after a restart, knows the server too.
            #expect(try await server.stop() == 0)
            _ = try await mesh.startServer(log: "restarted.log")
            #expect(try mesh.pin == pin)
            try await mesh.allHaveEverything()
            #expect(try await returned.stop() == 0)
            #expect(try await second.netclient("leave", "-n", "mesh").exitStatus == 0)
            #expect(try await mesh.join(second, with: mesh.createKey()).exitStatus == 0)
        }
    }

    /// The file that says how the machine knows the server.
    private func credential(of machine: WorldMachine) async throws -> String {
        try await machine.namespace.run(["cat", "/etc/netclient/nettoken-mesh"]).printed()
    }
}
