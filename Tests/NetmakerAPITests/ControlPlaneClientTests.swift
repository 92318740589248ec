import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `The client` {
    private let network = Samples.networkName()
    private let node = NodeResource(
        Samples.node(1), live: NodeLiveState(.applied, lastSeen: nil, acknowledgedRevision: nil))

    @Test func `sends the session's token and the revision a change is based on`() async throws {
        let transport = ScriptedTransport(try .json(node, fields: [.netmakerRevision: "9"]))
        let client = ControlPlaneClient(transport, token: ConfidentialText("the-token"))

        let changed = try await client.updateNode(
            NodeReference(parsing: "machine-1"), in: network, with: UpdateNodeRequest(endpoint: .clear),
            ifMatch: Revision(4))

        let asked = try #require(transport.asked.first)
        #expect(asked.request.method == .patch)
        #expect(asked.request.path == "/api/v1/networks/harbor/nodes/machine-1")
        #expect(asked.request.headerFields[.authorization] == "Bearer the-token")
        #expect(asked.request.headerFields[.ifMatch] == "\"4\"")
        #expect(asked.body == #"{"endpoint":null}"#)
        #expect(changed.networkRevision == Revision(9))
        #expect(changed.resource == node)
    }

    @Test func `sends no token when it has none`() async throws {
        let transport = ScriptedTransport(try .json(Listing<NetworkResource>([])))

        _ = try await ControlPlaneClient(transport).networks()

        #expect(transport.asked.first?.request.headerFields[.authorization] == nil)
    }

    @Test func `carries the server's own words`() async throws {
        let problem = Problem(.notFound, status: 404, detail: "there is none", field: "network", remedy: "look")
        let client = ControlPlaneClient(ScriptedTransport(try .json(problem, status: .notFound)))

        let error = await #expect(throws: APIError.self) { try await client.network(network) }

        #expect(error?.problem == problem)
        #expect(error?.problem?.kind == .notFound)
        #expect(error?.message == "there is none")
    }

    @Test func `does not take another program's answer for the server's`() async {
        let client = ControlPlaneClient(
            ScriptedTransport(HTTPAnswer(status: .badGateway, body: Array("<html>".utf8))))

        let error = await #expect(throws: APIError.self) { try await client.network(network) }

        #expect(error?.code == .unexpectedAnswer)
    }

    @Test func `does not take a change for made that names no revision`() async throws {
        let client = ControlPlaneClient(ScriptedTransport(try .json(node)))

        let error = await #expect(throws: APIError.self) {
            try await client.updateNode(NodeReference(parsing: "a"), in: network, with: UpdateNodeRequest())
        }

        #expect(error?.code == .unexpectedAnswer)
    }

    @Test func `asks why by both ends, as they are written`() async throws {
        let transport = ScriptedTransport(try .json(["no": "explanation"]))
        let (from, to) = (try PlaceReference(parsing: "fd00:10::1"), try PlaceReference(parsing: "192.168.9.0/24"))

        await #expect(throws: APIError.self) {
            try await ControlPlaneClient(transport).explanation(of: network, from: from, to: to)
        }

        #expect(
            transport.asked.map(\.request.path) == ["/api/v1/networks/harbor/why?from=fd00:10::1&to=192.168.9.0/24"])
    }

    @Test func `asks once when a revision is in force`() async throws {
        let inForce = ConvergenceResource(network: network, revision: Revision(3), lagging: [], disconnected: [])
        let transport = ScriptedTransport(try .json(inForce))

        let answer = try await ControlPlaneClient(transport).convergence(
            of: network, revision: Revision(3), within: .seconds(60))

        #expect(answer.isInForce)
        #expect(
            transport.asked.map(\.request.path) == ["/api/v1/networks/harbor/convergence?revision=3&timeout=25"])
    }

    @Test func `asks again while there is time`() async throws {
        let lagging = ConvergenceResource(
            network: network, revision: Revision(3),
            lagging: [.init(id: Samples.nodeID(1), name: Samples.nodeName(1))], disconnected: [])
        let inForce = ConvergenceResource(network: network, revision: Revision(3), lagging: [], disconnected: [])
        let transport = ScriptedTransport(try .json(lagging), try .json(inForce))

        let answer = try await ControlPlaneClient(transport).convergence(
            of: network, revision: Revision(3), within: .seconds(60))

        #expect(answer.isInForce)
        #expect(transport.asked.count == 2)
    }

    @Test func `asks once and does not wait when there is no time`() async throws {
        let lagging = ConvergenceResource(
            network: network, revision: Revision(3),
            lagging: [.init(id: Samples.nodeID(1), name: Samples.nodeName(1))], disconnected: [])
        let transport = ScriptedTransport(try .json(lagging))

        let answer = try await ControlPlaneClient(transport).convergence(
            of: network, revision: Revision(3), within: .zero)

        #expect(!answer.isInForce)
        #expect(transport.asked.count == 1)
    }
}
