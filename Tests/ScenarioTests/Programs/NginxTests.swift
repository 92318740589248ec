import FoundationEssentials
import Glibc
import Testing

extension `The programs` {
    @Test(.enabled(if: Installation.hasNginx, "needs nginx with its stream module, and openssl"))
    func `work behind nginx, and the server knows who comes from where`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let nginx = Nginx(mesh: mesh)
            let server = try await nginx.startServer()
            let proxy = try await nginx.start()
            let (first, second) = (mesh.machines[0], mesh.machines[1])

            // The operator works through it, by its own certificate.
            _ = try await mesh.nmctl(
                "setup", "--server", Nginx.url, "--pin", nginx.pin(), "--code-file", mesh.setupCodeFile, "--user",
                "admin", "--password-file", mesh.passwordFile
            ).printed()
            try await mesh.createNetwork()

            // Machines join through it, are in step, and reach each other.
            let agents = try await mesh.joinAll()
            try await first.reaches("10.20.0.2")

            // The server sees them where they are, not where nginx is.
            let nodes: [ObservedNode] = try await mesh.nmctl("node", "list", "mesh", "-o", "json").decoded()
            #expect(nodes.map(\.observedAddresses) == [[first.address], [second.address]])

            // Who waits for a machine that stands still waits through it, and is told.
            agents[1].signal(SIGSTOP)
            #expect(try await mesh.move(first, toPort: 51900, within: 2).exitStatus == 7)
            agents[1].goOn()
            #expect(try await mesh.move(first, toPort: 51901).exitStatus == 0)

            // Somebody else's word for where a request comes from counts nothing.
            _ = try await first.namespace.run(
                ["curl", "--silent", "--insecure", "--header", "X-Forwarded-For: 203.0.113.9", Nginx.url + "/healthz"])
            try await eventually("the request is logged") {
                try server.said.contains { $0.contains("path=/healthz") && $0.contains("source=\(first.address)") }
            }
            #expect(try !server.said.contains("203.0.113.9"))

            // nginx goes away and comes back, and so do the agents; the tunnel never stopped.
            let lost = try await first.lostPings(to: "10.20.0.2") {
                // Not SIGQUIT, with which it waits for agents to leave by themselves.
                try await proxy.stop(SIGTERM)
                _ = try await nginx.start()
                _ = try await mesh.nmctl(
                    "login", "--server", Nginx.url, "--pin", nginx.pin(), "--user", "admin", "--password-file",
                    mesh.passwordFile
                ).printed()
                try await mesh.allHaveEverything()
            }
            #expect(lost == 0)
            #expect(try await mesh.move(second, toPort: 51902).exitStatus == 0)
        }
    }

    private struct ObservedNode: Decodable {
        let observedAddresses: [String]
    }
}

extension String {
    /// Whether a line is so.
    fileprivate func contains(_ isSo: (Substring) -> Bool) -> Bool { split(separator: "\n").contains(where: isSo) }
}
