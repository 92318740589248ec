import HTTPTypes
import NetmakerAPI
import NetmakerTesting
import Testing

/// Bodies of the right shape, for what cannot be.
@Suite struct `A value that cannot be` {
    struct Case: Sendable, CustomTestStringConvertible {
        let method: HTTPRequest.Method
        let path: String
        let body: String
        let field: String

        var testDescription: String { "\(method) \(path) \(body)" }
    }

    private static let networks = "/api/v1/networks"
    private static let node = "/api/v1/networks/harbor/nodes/machine-1"

    static let cases = [
        Case(method: .post, path: networks, body: #"{"name": "\u0000", "ipv4Range": "10.0.0.0/8"}"#, field: "name"),
        Case(method: .post, path: networks, body: #"{"name": "com", "ipv4Range": "10.0.0.0/8"}"#, field: "name"),
        Case(method: .post, path: networks, body: #"{"name": "branch"}"#, field: "ipv4Range"),
        Case(
            method: .post, path: networks, body: #"{"name": "branch", "ipv4Range": "10.0.0.0/31"}"#, field: "ipv4Range"),
        Case(method: .patch, path: node, body: #"{"endpoint": "nowhere"}"#, field: "endpoint"),
        Case(method: .patch, path: node, body: #"{"listenPort": 0}"#, field: "listenPort"),
        Case(method: .patch, path: node, body: #"{"ipv4": "10.11.0.99"}"#, field: "ipv4"),
        Case(method: .post, path: "\(networks)/harbor/keys", body: #"{"uses": 0}"#, field: "uses"),
    ]

    @Test(arguments: cases)
    func `is refused with its field and a remedy, and changes nothing`(_ example: Case) async throws {
        try await APIWorld.with { world in
            let before = try world.digest()
            let answer = try await world.call(example.method, example.path, example.body)

            #expect(answer.status == 400, "\(answer.body)")
            #expect(answer.problem?.status == 400)
            #expect(answer.problem?.field == example.field)
            #expect(answer.problem?.remedy.isEmpty == false)
            #expect(try world.digest() == before)
        }
    }
}
