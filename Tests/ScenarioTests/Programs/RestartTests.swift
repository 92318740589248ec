import FoundationEssentials
import Testing

extension `The programs` {
    @Test func `keep everything when the server restarts`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (server, _) = try await mesh.comeUp()
            let nodes = try await mesh.nodes()
            let keys = try await mesh.nmctl("key", "list", "mesh", "-o", "json").printed()
            let pin = try mesh.pin

            // A second server on the same folder is turned away, by the folder's name.
            let second = try await mesh.nmServer("--public-address", World.serverAddress)
            #expect(second.exitStatus == 1)
            #expect(second.complaints.contains("another nm-server uses the data directory \(mesh.dataDirectory)"))

            // It ends well when told to, and is there again with all it knew.
            #expect(try await server.stop() == 0)
            _ = try await mesh.startServer(log: "restarted.log")
            #expect(try mesh.pin == pin)
            #expect(try await mesh.nmctl("key", "list", "mesh", "-o", "json").printed() == keys)
            let kept = try await mesh.nodes()
            #expect(kept.map(\.id) == nodes.map(\.id))
            #expect(kept.map(\.publicKey) == nodes.map(\.publicKey))
            #expect(kept.map(\.ipv4) == nodes.map(\.ipv4))

            // The agents return by themselves, and changes flow again.
            try await mesh.allHaveEverything()
            #expect(try await mesh.move(mesh.machines[1], toPort: 51900).exitStatus == 0)
            let endpoints = try await mesh.machines[0].device().peers.map(\.endpoint)
            #expect(endpoints == ["\(mesh.machines[1].address):51900"])
        }
    }

    @Test func `let only the operator make the first admin`() async throws {
        try await Mesh.running(machines: 0) { mesh in
            // The code is for the operator's eyes, and so is everything the server keeps.
            let server = try await mesh.startServer()
            let modes = try await mesh.world.router.shell(
                "cd \(mesh.dataDirectory) && stat --format '%a %n' . netmaker.sqlite setup-code tls tls/*")
            let others = modes.split(separator: "\n").filter { !$0.hasPrefix("700 ") && !$0.hasPrefix("600 ") }
            #expect(others.isEmpty)
            #expect(modes.contains("700 .\n") && modes.contains("600 setup-code\n"))
            #expect(modes.contains("600 netmaker.sqlite\n"))

            // While there is no admin, a start makes another code, and the one before is worth nothing.
            let former = try String(contentsOfFile: mesh.setupCodeFile, encoding: .utf8)
            #expect(try !server.said.contains(former.filter { $0 != "\n" }))
            #expect(try await server.stop() == 0)
            let restarted = try await mesh.startServer(log: "restarted.log")
            #expect(try String(contentsOfFile: mesh.setupCodeFile, encoding: .utf8) != former)
            let stale = mesh.world.folder + "/former"
            try Data(former.utf8).write(to: URL(filePath: stale))
            let refused = try await mesh.nmctl(
                "setup", "--server", mesh.url, "--pin", mesh.pin, "--code-file", stale, "--user", "admin",
                "--password-file", mesh.passwordFile)
            #expect(refused.exitStatus == 3)

            // The right one serves once: then its file is gone, and stays away.
            #expect(try await mesh.setUp().exitStatus == 0)
            #expect(!FileManager.default.fileExists(atPath: mesh.setupCodeFile))
            #expect(try await restarted.stop() == 0)
            _ = try await mesh.startServer(log: "again.log")
            #expect(!FileManager.default.fileExists(atPath: mesh.setupCodeFile))
            #expect(try await mesh.nmctl("network", "list").exitStatus == 0)
        }
    }
}
