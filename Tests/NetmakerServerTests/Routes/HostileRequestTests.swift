import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Hostile requests` {
    struct Case: Sendable, CustomTestStringConvertible {
        let method: HTTPRequest.Method
        let path: String
        var body: String?
        var status = 400
        var field: String?

        var testDescription: String { "\(method) \(path.prefix(80)) \(body?.prefix(40) ?? "")" }
    }

    private static let networks = "/api/v1/networks"
    private static let node = "/api/v1/networks/office/nodes/machine-1"

    static let cases = [
        Case(method: .get, path: "\(networks)/OFFICE", field: "network"),
        Case(method: .get, path: "\(networks)/%2e%2e", field: "network"),
        Case(method: .get, path: "\(networks)/office%00", field: "network"),
        Case(method: .get, path: "\(networks)/%F0%9F%92%A9", field: "network"),
        Case(method: .get, path: "\(networks)/" + String(repeating: "a", count: 4000), field: "network"),
        Case(method: .get, path: "\(networks)/'%20OR%201=1", field: "network"),
        Case(method: .get, path: "\(networks)/office/nodes/%2e%2e%2fetc", field: "node"),
        Case(method: .delete, path: "\(networks)/office/nodes/a_b", field: "node"),
        Case(method: .delete, path: "\(networks)/office/keys/a%20b", field: "key"),
        Case(method: .get, path: "\(networks)/../../etc/passwd", status: 404),
        Case(method: .get, path: "/api/v2/networks", status: 404),
        Case(method: .put, path: "\(networks)/office", body: "{}", status: 405),
        Case(method: .post, path: networks, body: nil),
        Case(method: .post, path: networks, body: ""),
        Case(method: .post, path: networks, body: "{"),
        Case(method: .post, path: networks, body: "null"),
        Case(method: .post, path: networks, body: #"{"name": "\u0000", "ipv4Range": "10.0.0.0/8"}"#, field: "name"),
        Case(method: .post, path: networks, body: #"{"name": "branch"}"#, field: "ipv4Range"),
        Case(
            method: .post, path: networks, body: #"{"name": "branch", "ipv4Range": "10.0.0.0/31"}"#, field: "ipv4Range"),
        Case(method: .post, path: networks, body: #"{"name": "com", "ipv4Range": "10.0.0.0/8"}"#, field: "name"),
        Case(method: .post, path: networks, body: #"{"nmae": "branch", "ipv4Range": "10.0.0.0/8"}"#, field: "nmae"),
        Case(method: .post, path: networks, body: String(repeating: "[", count: 100_000)),
        Case(method: .post, path: networks, body: String(repeating: " ", count: (1 << 20) + 1), status: 413),
        Case(method: .patch, path: node, body: #"{"endpoint": "nowhere"}"#, field: "endpoint"),
        Case(method: .patch, path: node, body: #"{"endpoint": 5}"#, field: "endpoint"),
        Case(method: .patch, path: node, body: #"{"listenPort": 0}"#, field: "listenPort"),
        Case(method: .patch, path: node, body: #"{"ipv4": "10.10.0.99"}"#, field: "ipv4"),
        Case(method: .post, path: "\(networks)/office/keys", body: #"{"uses": 0}"#, field: "uses"),
        Case(method: .post, path: "\(networks)/office/keys", body: #"{"uses": "many"}"#, field: "uses"),
        Case(
            method: .post, path: "\(networks)/office/keys", body: #"{"expiresInSeconds": -1}"#,
            field: "expiresInSeconds"),
    ]

    @Test(arguments: cases)
    func `are refused with the field and a remedy, and change nothing`(_ example: Case) async throws {
        try await APIWorld.with { world in
            let before = try world.digest()
            let answer = try await world.call(example.method, example.path, example.body)

            #expect(answer.status == example.status, "\(answer.body)")
            #expect(answer.problem?.status == example.status)
            #expect(answer.problem?.field == example.field)
            #expect(answer.problem?.remedy.isEmpty == false)
            #expect(try world.digest() == before)
        }
    }

    @Test func `with a method that the path does not take are told which it takes`() async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(.get, "/api/v1/login")

            #expect(answer.status == 405)
            #expect(answer.problem?.kind == .methodNotAllowed)
            #expect(answer.headers[.allow] == "POST")
        }
    }

    @Test func `based on a tag that is none are refused`() async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(.patch, "/api/v1/networks/office", "{}", ifMatch: "\"x\"")

            #expect(answer.status == 400)
            #expect(answer.problem?.field == "If-Match")
        }
    }
}
