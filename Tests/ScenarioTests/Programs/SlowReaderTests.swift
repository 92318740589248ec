import FoundationEssentials
import Glibc
import Testing

extension `The programs` {
    @Test func `hold nobody up while one stands still, and tell it the last when it goes on`() async throws {
        try await Mesh.running(machines: 3) { mesh in
            let (_, agents) = try await mesh.comeUp()
            agents[2].signal(SIGSTOP)
            try await mesh.moveNode2(toPorts: 10_001...10_300)

            // The others have all of it at once.
            let last = "\(mesh.machines[1].address):10300"
            let first = mesh.machines[0]
            try await eventually("node1 has the last change", within: .seconds(5)) {
                try await first.device().peers.contains { $0.endpoint == last }
            }

            // It goes on, and has the last without having had the others.
            agents[2].goOn()
            try await mesh.allHaveEverything()
            #expect(try await mesh.machines[2].device().peers.contains { $0.endpoint == last })
        }
    }
}

extension Mesh {
    /// Gives node2 one port after the other, as fast as the server takes them.
    fileprivate func moveNode2(toPorts ports: ClosedRange<Int>) async throws {
        let context = try String(contentsOfFile: contextFile, encoding: .utf8)
        let token = try #require(
            context.split(separator: "\n").first { $0.contains("\"token\"") }?
                .split(separator: "\"").last { $0.utf8.count >= 16 })
        let pin = try pin
        // One connection, as many requests: a process for each would take far longer than the change.
        let requests = ports.map { port in
            """
            url = "\(url)/api/v1/networks/\(Self.network)/nodes/node2"
            request = "PATCH"
            insecure
            pinnedpubkey = "\(pin)"
            fail
            silent
            show-error
            output = "/dev/null"
            header = "Authorization: Bearer \(token)"
            header = "Content-Type: application/json"
            data = "{\\"listenPort\\": \(port)}"
            """
        }
        let file = "\(world.folder)/requests"
        try Data(requests.joined(separator: "\nnext\n").utf8).write(to: URL(filePath: file))
        _ = try await world.router.run(["curl", "--config", file]).printed()
    }
}
