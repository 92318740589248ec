import FoundationEssentials
import Testing

extension `The programs` {
    @Test func `are told what is wrong with a server's settings before it starts, and where what holds comes from`()
        async throws
    {
        try await Mesh.running(machines: 0) { mesh in
            let file = mesh.world.folder + "/nm-server.conf"
            func check(_ lines: String, _ environment: [String] = []) async throws -> CommandOutcome {
                try Data(lines.utf8).write(to: URL(filePath: file))
                return try await mesh.world.router.run(
                    ["env", "NM_CONFIG=\(file)"] + environment + [
                        Installation.program("nm-server"), "config", "check", "--agents-port", "50052",
                    ])
            }

            // All that is wrong is said at once, each with its place and what to do.
            let wrong = try await check("api-prot = 8081\nlisten = nowhere\n", ["NM_LOG_LEVEL=loud"])
            #expect(wrong.exitStatus == 2)
            let complaints = wrong.complaints.split(separator: "\n").map(String.init)
            #expect(
                complaints.contains { $0.hasPrefix("\(file), line 1: there is no setting api-prot; the settings are") })
            #expect(complaints.contains { $0.hasPrefix("\(file), line 2: listen: ") && $0.contains("this machine") })
            #expect(complaints.contains { $0.hasPrefix("NM_LOG_LEVEL: \"loud\"") })
            // A server does not start with them, and says one.
            let refused = try await mesh.nmServer("run", "--config", file)
            #expect(refused.exitStatus == 2)
            #expect(refused.complaints.contains("line 1"))

            // What is right is shown, with where it comes from; a variable that nobody reads is named.
            let right = try await check(
                "api-port = 8083\nagents-port = 1\npublic-address = \(World.serverAddress)\n",
                ["NM_API_PORT=8084", "NM_PORT=1"])
            #expect(right.exitStatus == 0, "\(right.complaints)")
            #expect(right.complaints.contains("NM_PORT is not read"))
            let rows = right.output.split(separator: "\n").map {
                $0.split(whereSeparator: \.isWhitespace).map(String.init)
            }
            #expect(rows.contains(["api-port", "=", "8084", "NM_API_PORT"]))
            #expect(rows.contains(["agents-port", "=", "50052", "--agents-port"]))
            #expect(rows.contains(["public-address", "=", World.serverAddress, "\(file),", "line", "3"]))
            #expect(rows.contains(["log-level", "=", "info", "built", "in"]))

            // And the server that starts with it is there.
            let server = try await mesh.world.router.start(
                [
                    Installation.program("nm-server"), "--config", file, "--agents-port", "50052", "--log-format",
                    "json",
                    "--data-dir", mesh.dataDirectory,
                ], log: mesh.world.folder + "/server.log")
            try await server.says("\nready\n")
            #expect(try server.said.contains("https://\(World.serverAddress):8083"))
            #expect(
                try server.said.split(separator: "\n").contains {
                    $0.hasPrefix("{\"") && $0.contains("\"state loaded\"")
                })
        }
    }
}
