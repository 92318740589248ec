import FoundationEssentials
import Testing

extension `The programs` {
    @Test func `say no secret, however much they log`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            // Everything that is started runs at its most talkative.
            _ = try await mesh.startServer(logLevel: "trace")
            var secrets = [try text(mesh.setupCodeFile), try text(mesh.passwordFile)]
            var said = [try await mesh.setUp()]
            try await mesh.createNetwork()
            let key = try await mesh.createKey()
            secrets += [key.key, key.token]
            var agents: [Program] = []
            for machine in mesh.machines {
                said.append(try await mesh.join(machine, with: key, "--log-level", "trace"))
                agents.append(try await machine.startAgent(logLevel: "trace"))
            }
            try await mesh.allHaveEverything()
            try await mesh.machines[0].reaches("10.20.0.2")

            // A life with all there is: changes, questions, a rotated key, a bad login, a machine that leaves.
            said += [
                try await mesh.nmctl("node", "update", "mesh", "node2", "--port", "51900", "--wait"),
                try await mesh.nmctl("key", "list", "mesh", "-o", "json"),
                try await mesh.nmctl("context", "show", "-o", "json"),
                try await mesh.nmctl("login", "--password-file", mesh.setupCodeFile),
                try await mesh.nmServer("tls", "rotate"),
                try await mesh.machines[0].netclient("status", "-o", "json", "--log-level", "trace"),
                try await mesh.machines[0].netclient("pull", "--log-level", "trace"),
            ]
            for machine in mesh.machines {
                secrets.append(try await machine.namespace.shell("cat /etc/netclient/wgkey-mesh"))
                secrets.append(
                    try await machine.namespace.shell(
                        "sed -n 's/.*\"identity\" : \"\\(.*\\)\".*/\\1/p' /etc/netclient/nettoken-mesh"))
            }
            secrets.append(try #require(try sessionToken(in: mesh.contextFile)))
            let commandLines = try await mesh.world.router.shell("cat /proc/[0-9]*/cmdline | tr '\\0' ' '")
            said.append(try await mesh.machines[1].netclient("leave", "-n", "mesh", "--log-level", "trace"))
            try await agents[1].ended()

            // None of it stands in a log, in an answer, or where every user of the machine reads it.
            secrets = secrets.map { String($0.filter { $0 != "\n" }) }
            #expect(secrets.count == 9 && secrets.allSatisfy { $0.utf8.count >= 16 })
            let logs = try FileManager.default.contentsOfDirectory(atPath: mesh.world.folder)
                .filter { $0.hasSuffix(".log") }
            #expect(logs.count == 3)
            #expect(commandLines.contains("netclient"))
            for (number, secret) in secrets.enumerated() {
                // The number, not the secret: what a test says is read by many.
                for log in logs {
                    let isSaid = try text("\(mesh.world.folder)/\(log)").contains(secret)
                    #expect(!isSaid, "secret \(number) in \(log)")
                }
                for outcome in said {
                    let isSaid = outcome.output.contains(secret) || outcome.complaints.contains(secret)
                    #expect(!isSaid, "secret \(number) said by \(outcome.command)")
                }
                let isShown = commandLines.contains(secret)
                #expect(!isShown, "secret \(number) in a command line")
            }
        }
    }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    private func sessionToken(in path: String) throws -> String? {
        try text(path).split(separator: "\n").first { $0.contains("\"token\"") }?
            .split(separator: "\"").last { $0.utf8.count >= 16 }.map(String.init)
    }
}
