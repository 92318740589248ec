import FoundationEssentials
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

/// What a request is read as, or the field it is refused for.
private func decode<Body: Decodable>(_ type: Body.Type, _ json: String) throws -> Body {
    try JSONDecoder().decode(type, from: Data(json.utf8))
}

@Suite struct `Requests` {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let json: String
        let field: String
        var testDescription: String { json }
    }

    static let refusals = [
        Refusal(json: #"{"name": "harbor", "colour": "red"}"#, field: "colour"),
        Refusal(json: #"{"ipv4Range": "10.0.0.0/8"}"#, field: "name"),
        Refusal(json: #"{"name": null}"#, field: "name"),
        Refusal(json: #"{"name": 7}"#, field: "name"),
        Refusal(json: #"{"name": "Harbor"}"#, field: "name"),
        Refusal(json: #"{"name": "harbor", "ipv4Range": "10.0.0.1/8"}"#, field: "ipv4Range"),
        Refusal(json: #"{"name": "harbor", "ipv4Range": ["10.0.0.0/8"]}"#, field: "ipv4Range"),
        Refusal(json: #"{"name": "harbor", "listenPort": "51821"}"#, field: "listenPort"),
        Refusal(json: #"{"name": "harbor", "listenPort": 70000}"#, field: "listenPort"),
        Refusal(json: #"{"name": "harbor", "listenPort": 1.5}"#, field: "listenPort"),
        Refusal(json: #"{"name": "harbor", "listenPort": 99999999999999999999}"#, field: "listenPort"),
        Refusal(json: #"{"name": "harbor", "mtu": true}"#, field: "mtu"),
    ]

    @Test(arguments: refusals) func `are refused with the field to blame`(_ refusal: Refusal) throws {
        let error = #expect(throws: ModelError.self) { try decode(CreateNetworkRequest.self, refusal.json) }

        #expect(error?.field == refusal.field)
        #expect(error?.remedy.isEmpty == false)
    }

    @Test(arguments: ["[]", "7", "\"text\"", "null"]) func `must be objects`(_ json: String) {
        #expect(throws: ModelError.self) { try decode(CreateNetworkRequest.self, json) }
    }

    @Test func `may leave out what has a default, or send null`() throws {
        let request = try decode(CreateNetworkRequest.self, #"{"name": "harbor", "mtu": null}"#)

        #expect(request == CreateNetworkRequest(name: try NetworkName(parsing: "harbor")))
    }
}

@Suite struct `A change of a node` {
    @Test func `keeps what is left out`() throws {
        #expect(try decode(UpdateNodeRequest.self, "{}") == UpdateNodeRequest())
    }

    @Test func `clears what is null`() throws {
        #expect(try decode(UpdateNodeRequest.self, #"{"endpoint": null}"#).endpoint == .clear)
    }

    @Test func `sets what has a value`() throws {
        let request = try decode(UpdateNodeRequest.self, #"{"endpoint": "192.0.2.1:51821"}"#)

        #expect(request.endpoint == .set(try Endpoint(parsing: "192.0.2.1:51821")))
    }

    @Test(arguments: ["name", "listenPort", "persistentKeepalive"])
    func `does not clear what cannot be empty`(_ field: String) {
        let error = #expect(throws: ModelError.self) { try decode(UpdateNodeRequest.self, "{\"\(field)\": null}") }

        #expect(error?.field == field)
    }

    @Test(arguments: [
        Update<Endpoint>.keep, .clear, .set(Endpoint(address: Samples.address(1), port: .netmaker)),
    ])
    func `reads as it was written`(_ endpoint: Update<Endpoint>) throws {
        let request = UpdateNodeRequest(name: try NodeName(parsing: "a"), endpoint: endpoint)

        #expect(try JSONDecoder().decode(UpdateNodeRequest.self, from: JSONEncoder().encode(request)) == request)
    }
}
