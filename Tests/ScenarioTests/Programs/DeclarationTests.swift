import FoundationEssentials
import Testing

extension `The programs` {
    @Test func `make a mesh what a file says, and say nothing more when they are asked again`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (_, agents) = try await mesh.comeUp()
            func file(_ name: String, _ text: String) throws -> String {
                let path = "\(mesh.world.folder)/\(name)"
                try Data(text.utf8).write(to: URL(filePath: path))
                return path
            }

            // Shown first, and nothing is done.
            let wanted = try file(
                "mesh.yaml",
                """
                netmaker: 1
                networks:
                  mesh:
                    displayName: The mesh
                    nodes:
                      node1:
                        ipv4: 10.20.0.2
                        egress: {ranges: [192.168.77.0/24]}
                      node2: {ipv4: 10.20.0.1, tags: [edge]}
                      node3: {tags: [late]}
                    dns:
                      printer: {addresses: [192.168.77.9]}
                """)
            let before = try await mesh.nmctl("export").printed()
            let shown = try await mesh.nmctl("apply", "-f", wanted, "--dry-run", "--exit-code")
            #expect(shown.exitStatus == 9)
            #expect(shown.output.contains("~ network mesh\n    displayName: mesh -> The mesh\n"))
            #expect(shown.output.contains("egress: nothing -> "))
            #expect(shown.complaints.contains("node3 has not joined"))
            #expect(try await mesh.nmctl("export").printed() == before)
            #expect(try await mesh.nmctl("apply", "-f", wanted, "--strict").exitStatus == 6)
            #expect(try await mesh.nmctl("export").printed() == before)

            // Done, it is in force: the machines have exchanged their addresses, and send the range to the gateway.
            let applied = try await mesh.nmctl("apply", "-f", wanted, "--wait").printed()
            #expect(applied.hasSuffix("1 created, 3 changed\n"), "\(applied)")
            let peer = try #require(try await mesh.machines[1].device().peers.first)
            #expect(Set(peer.allowedIPs) == ["10.20.0.2/32", "fd00:20::1/128", "192.168.77.0/24"], "\(peer)")

            // Once more, and from what the server writes: nothing changes.
            for path in [wanted, try file("export.yaml", try await mesh.nmctl("export").printed())] {
                let again = try await mesh.nmctl("apply", "-f", path, "--prune").printed()
                #expect(again == "nothing to do: the server is as the file says\n")
            }
            let export = try file("export.json", try await mesh.nmctl("export", "mesh", "-o", "json").printed())
            #expect(try await mesh.nmctl("apply", "-f", export, "--dry-run", "--exit-code").exitStatus == 0)

            // What is wrong is told by its line.
            let wrong = try file("wrong.yaml", "netmaker: 1\nnetworks:\n  mesh:\n    mtu: 99999\n")
            let refused = try await mesh.nmctl("apply", "-f", wrong)
            #expect(refused.exitStatus == 2)
            #expect(refused.complaints.contains("wrong.yaml, line 4, networks.mesh.mtu: "))
            for agent in agents { #expect(try await agent.stop() == 0) }
        }
    }

    /// The one that the documentation shows.
    @Test func `read the example of a file`() async throws {
        try await Mesh.running(machines: 0) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
            let applied = try await mesh.nmctl("apply", "-f", root + "/Examples/declaration/mesh.yaml")
            #expect(applied.exitStatus == 0, "\(applied)")
            #expect(applied.output.hasSuffix("2 created\n"), "\(applied)")
            // The machines, what needs them, and carol have to come yet.
            let notes = applied.complaints.split(separator: "\n")
            #expect(notes.count == 5 && notes.allSatisfy { $0.hasPrefix("nmctl: ") }, "\(applied)")
            let network = try await mesh.nmctl("network", "show", "harbor").printed()
            #expect(network.contains("The harbor") && network.contains("1380"))
        }
    }
}
