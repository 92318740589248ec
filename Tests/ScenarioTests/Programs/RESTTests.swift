import FoundationEssentials
import Testing

extension `The programs` {
    @Test func `answer curl, which knows the server by its pin`() async throws {
        try await Mesh.running(machines: 0) { mesh in
            _ = try await mesh.startServer()
            let pin = try mesh.pin

            // Whether it lives, and whether it is ready.
            for path in ["/healthz", "/readyz"] {
                let answer = try await curl(mesh, path, pin: pin)
                #expect(answer.contains("HTTP/1.1 200 OK"))
            }

            // Without a session nothing is told, but how to get one.
            let refused = try await curl(mesh, "/api/v1/networks", pin: pin)
            #expect(refused.contains("HTTP/1.1 401"))
            #expect(refused.lowercased().contains("content-type: application/problem+json"))
            let body = try #require(refused.split(separator: "\r\n\r\n").last)
            let problem = try JSONDecoder().decode(Problem.self, from: Data(body.utf8))
            #expect(problem.status == 401)
            #expect(problem.remedy.contains("nmctl login"))

            // Another server's pin is not this server's.
            let other = "sha256//" + String(repeating: "A", count: 43) + "="
            let untrusted = try await mesh.world.router.run(request(mesh, "/healthz", pin: other))
            #expect(untrusted.exitStatus == 90)
        }
    }

    /// An answer of RFC 9457.
    private struct Problem: Decodable {
        let status: Int
        let remedy: String
    }

    private func curl(_ mesh: Mesh, _ path: String, pin: String) async throws -> String {
        try await mesh.world.router.run(request(mesh, path, pin: pin)).printed()
    }

    /// The pin decides alone: the certificate is the server's own, signed by nobody.
    private func request(_ mesh: Mesh, _ path: String, pin: String) -> [String] {
        ["curl", "--silent", "--include", "--insecure", "--pinnedpubkey", pin, mesh.url + path]
    }
}
