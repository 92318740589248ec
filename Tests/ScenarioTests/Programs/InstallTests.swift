import FoundationEssentials
import NetmakerCore
import Testing

extension `The programs` {
    /// On a machine that has never heard of netclient, by the line that the server hands out.
    @Test(.enabled(if: Installation.hasMinimalRoot, "needs what Scripts/minimal-root makes"))
    func `install themselves on a bare machine by one pasted line, or leave it as it was`() async throws {
        try await Mesh.running(machines: 1) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let key: NewKey = try await mesh.nmctl("key", "create", "mesh", "-o", "json").decoded()
            let line = try #require(key.installCommand)
            let system = try await MinimalRoot(on: mesh.machines[0], libraries: try await swiftLibraries(mesh))
            #expect(try await system.changes() == [])

            // Whoever answers in the server's place has another key, and is not listened to.
            let wrong = CertificatePin(subjectPublicKeyInfo: [1]).description
            let deceived = try await system.paste(line.replacing(/sha256\/\/[^']*/, with: wrong))
            #expect(deceived.complaints.contains("public key"), "\(deceived)")
            #expect(try await system.changes() == [])

            // A library is missing, which is said before anything is installed.
            let library = "/usr/lib/*/libmnl.so.0"
            _ = try await system.paste("mkdir /tmp/aside && mv \(library) /tmp/aside/").printed()
            let before = try await system.changes()
            let refused = try await system.paste(line)
            #expect(refused.exitStatus == 1)
            #expect(refused.complaints.contains("libmnl.so.0"), "\(refused)")
            #expect(try await system.changes() == before)
            _ = try await system.paste("mv /tmp/aside/libmnl.so.0 /usr/lib/*-linux-gnu/").printed()

            let clock = ContinuousClock()
            let start = clock.now
            let joined = try await system.paste(line)
            print("from the pasted line to a member: \(clock.now - start)")
            #expect(joined.exitStatus == 0, "\(joined)")
            #expect(try await mesh.nodes().map(\.name) == ["node1"])
            #expect(try await system.paste("netclient list").printed().contains("mesh"))
            let installed = try await system.paste("sha256sum </usr/local/bin/netclient").printed()
            let own = try await mesh.world.router.shell("sha256sum <'\(Installation.program("netclient"))'")
            #expect(installed == own)

            // Nothing else is left, and the token nowhere.
            let left = try await system.changes().filter { !before.contains($0) && !$0.hasPrefix("/etc/netclient/") }
            #expect(left.filter { !$0.contains("libmnl") } == ["/usr/local/bin/netclient"])
            #expect(try await system.files(holding: key.key) == [])
            // It admits no second machine, which is said, and the program stays as it is.
            #expect(try await system.paste(line).exitStatus != 0)

            // And it goes as it came.
            #expect(try await system.paste("netclient uninstall").printed().contains("has left network mesh"))
            #expect(
                try await system.changes().filter { !$0.contains("libmnl") } == before.filter { !$0.contains("libmnl") }
            )
            #expect(try await mesh.nodes().isEmpty)
        }
    }

    /// Where the programs that were built for tests have Swift's libraries; nil for those that carry them.
    private func swiftLibraries(_ mesh: Mesh) async throws -> String? {
        let path = try await mesh.world.router.shell(
            "ldd '\(Installation.program("netclient"))' | sed -n 's/.*libswiftCore.so => \\([^ ]*\\) .*/\\1/p'")
        return path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
