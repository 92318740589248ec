import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

/// Every verb of the interface that needs a session.
struct ProtectedVerb: Sendable, CustomTestStringConvertible {
    let method: HTTPRequest.Method
    let path: String
    var body: String?
    /// What alice gets.
    let status: Int

    var testDescription: String { "\(method) \(path)" }

    static let all = [
        ProtectedVerb(method: .post, path: "/api/v1/logout", status: 204),
        ProtectedVerb(method: .get, path: "/api/v1/server", status: 200),
        ProtectedVerb(method: .get, path: "/api/v1/networks", status: 200),
        ProtectedVerb(
            method: .post, path: "/api/v1/networks", body: #"{"name": "branch", "ipv4Range": "10.20.0.0/16"}"#,
            status: 201),
        ProtectedVerb(method: .get, path: "/api/v1/networks/office", status: 200),
        ProtectedVerb(method: .patch, path: "/api/v1/networks/office", body: #"{"mtu": 1400}"#, status: 200),
        ProtectedVerb(method: .delete, path: "/api/v1/networks/office", status: 204),
        ProtectedVerb(method: .get, path: "/api/v1/networks/office/nodes", status: 200),
        ProtectedVerb(method: .get, path: "/api/v1/networks/office/nodes/machine-1", status: 200),
        ProtectedVerb(
            method: .patch, path: "/api/v1/networks/office/nodes/machine-1", body: #"{"name": "gate"}"#, status: 200),
        ProtectedVerb(method: .delete, path: "/api/v1/networks/office/nodes/machine-1", status: 204),
        ProtectedVerb(method: .get, path: "/api/v1/networks/office/keys", status: 200),
        ProtectedVerb(method: .post, path: "/api/v1/networks/office/keys", body: "{}", status: 201),
        ProtectedVerb(method: .delete, path: "/api/v1/networks/office/keys/key-1", status: 204),
        ProtectedVerb(method: .get, path: "/api/v1/networks/office/convergence", status: 200),
    ]
}

@Suite struct `Who may call the interface` {
    @Test(arguments: ProtectedVerb.all) func `an admin with a session`(_ verb: ProtectedVerb) async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(verb.method, verb.path, verb.body)

            #expect(answer.status == verb.status, "\(answer.body)")
        }
    }

    @Test(arguments: ProtectedVerb.all) func `nobody without one`(_ verb: ProtectedVerb) async throws {
        try await APIWorld.with { world in
            let before = world.store.commitCount
            let answer = try await world.call(verb.method, verb.path, verb.body, authorization: nil)

            #expect(answer.status == 401)
            #expect(answer.headers[.wwwAuthenticate] == "Bearer")
            #expect(answer.problem?.remedy.isEmpty == false)
            #expect(world.store.commitCount == before)
        }
    }

    @Test(arguments: ProtectedVerb.all) func `nobody whose session is over`(_ verb: ProtectedVerb) async throws {
        try await APIWorld.with { world in
            world.clock.advance(by: .seconds(13 * 3600))
            let answer = try await world.call(verb.method, verb.path, verb.body)

            #expect(answer.status == 401)
        }
    }

    @Test(arguments: ProtectedVerb.all) func `nobody who has logged out`(_ verb: ProtectedVerb) async throws {
        try await APIWorld.with { world in
            _ = try await world.call(.post, "/api/v1/logout")

            #expect(try await world.call(verb.method, verb.path, verb.body).status == 401)
        }
    }

    @Test(arguments: ["Bearer", "Bearer x", "Basic YWxpY2U6eA==", "Bearer \(Samples.secret(9).revealed())", ""])
    func `nobody with another credential`(_ credential: String) async throws {
        try await APIWorld.with { world in
            for verb in ProtectedVerb.all {
                let answer = try await world.call(verb.method, verb.path, verb.body, authorization: credential)
                #expect(answer.status == 401, "\(verb.testDescription)")
            }
        }
    }

    @Test func `anybody who asks how the server is`() async throws {
        try await APIWorld.with { world in
            let health = try await world.call(.get, "/healthz", authorization: nil)
            let readiness = try await world.call(.get, "/readyz", authorization: nil)

            #expect([health.status, readiness.status] == [200, 200])
        }
    }
}
