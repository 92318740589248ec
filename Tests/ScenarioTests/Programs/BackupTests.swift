import FoundationEssentials
import Glibc
import Testing

extension `The programs` {
    @Test func `go on from a backup when the server is lost, and drop no peer`() async throws {
        try await Mesh.running(machines: 3) { mesh in
            let (server, _) = try await mesh.comeUp()
            let first = mesh.machines[0]
            try await first.reaches("10.20.0.2")
            let before = try await first.device()

            // The operator makes a backup while the server runs, with a passphrase.
            let (backup, words) = (mesh.world.folder + "/backup", mesh.world.folder + "/passphrase")
            try Data("nine old lighthouses\n".utf8).write(to: URL(filePath: words))
            let made = try await mesh.nmServer("backup", backup, "--passphrase-file", words).printed()
            #expect(made.contains("1 networks, 3 nodes and 1 users"))

            // Then things change, everybody has it, and the server is lost with all it had.
            #expect(try await mesh.move(mesh.machines[2], toPort: 51900).exitStatus == 0)
            _ = try await mesh.createKey()
            let revised = try await mesh.nodes()
            let lost = try await first.lostPings(to: "10.20.0.2") {
                try await server.stop(SIGKILL)
                try FileManager.default.removeItem(atPath: mesh.dataDirectory)

                // A wrong passphrase makes nothing; the right one makes the server that there was.
                let wrong = try await mesh.nmServer("restore", backup, "--passphrase-file", mesh.passwordFile)
                #expect(wrong.exitStatus == 1)
                #expect(!FileManager.default.fileExists(atPath: mesh.dataDirectory))
                _ = try await mesh.nmServer("restore", backup, "--passphrase-file", words).printed()
                _ = try await mesh.startServer(log: "restored.log")

                // The session of before is over, and its owner is not.
                #expect(try await mesh.nmctl("network", "list").exitStatus == 3)
                _ = try await mesh.nmctl(
                    "login", "--server", mesh.url, "--pin", mesh.pin, "--user", "admin", "--password-file",
                    mesh.passwordFile
                ).printed()

                // The same agents come back by themselves, and are told what is true now.
                try await mesh.allHaveEverything()
            }
            #expect(lost == 0)
            let nodes = try await mesh.nodes()
            #expect(nodes.map(\.id) == revised.map(\.id))
            #expect(nodes.map(\.publicKey) == revised.map(\.publicKey))

            // No peer was ever gone: the one that nothing happened to counts on from where it was.
            let after = try await first.device()
            #expect(Set(after.peers.map(\.publicKey)) == Set(before.peers.map(\.publicKey)))
            for peer in before.peers {
                let same = try #require(after.peers.first { $0.publicKey == peer.publicKey })
                #expect(same.receivedBytes >= peer.receivedBytes && same.sentBytes >= peer.sentBytes)
            }

            // And changes flow again.
            #expect(try await mesh.move(mesh.machines[1], toPort: 51901).exitStatus == 0)
            // Where there is a server nothing is restored.
            let refused = try await mesh.nmServer("restore", backup, "--passphrase-file", words)
            #expect(refused.exitStatus == 1)
            #expect(refused.complaints.contains("holds"))
        }
    }
}
