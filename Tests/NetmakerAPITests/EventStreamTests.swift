import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Synchronization
import Testing

@Suite struct `A network's events as a client follows them` {
    private static let epoch = "9f86d081884c7d65"
    private static let network = Samples.networkName()
    private static let change = #"""
        {"network":"harbor","epoch":"9f86d081884c7d65","revision":2,"time":"2026-01-01T00:00:00.000Z",\#
        "actor":"user:alice","objects":[{"kind":"node","deed":"put","id":"0000000000000001","name":"machine-1"}]}
        """#

    /// What comes out of an answer, and what was asked for.
    private func follow(
        _ body: String, status: HTTPResponse.Status = .ok, after last: EventID? = nil
    ) async throws -> (events: [NetworkEvent], asked: HTTPRequest?) {
        let transport = ScriptedTransport(
            HTTPAnswer(status: status, fields: [.contentType: "text/event-stream"], body: Array(body.utf8)))
        let events = Mutex<[NetworkEvent]>([])
        try await ControlPlaneClient(transport).follow(Self.network, after: last) { event in
            events.withLock { $0.append(event) }
        }
        return (events.withLock { $0 }, transport.asked.first?.request)
    }

    @Test func `are read as they come, whatever ends their lines`() async throws {
        let text = """
            retry: 1000
            id: \(Self.epoch)-1

            :

            id: \(Self.epoch)-2
            event: change
            data: \(Self.change)

            id:\(Self.epoch)-9
            event: reset
            data: {"network":"harbor","epoch":"\(Self.epoch)",
            data: "revision":9}

            event: of a later release
            data: {}

            id: \(Self.epoch)-10
            event: deleted
            data: {"network":"harbor","epoch":"\(Self.epoch)","revision":10}


            """
        for end in ["\n", "\r\n", "\r"] {
            let events = try await follow(text.replacing("\n", with: end)).events

            #expect(events.map(\.id.revision) == [Revision(2), Revision(9), Revision(10)])
            guard case .change(let change) = events.first?.content else {
                Issue.record("\(events)")
                continue
            }
            #expect(change.actor == "user:alice" && change.objects.map(\.name) == ["machine-1"])
            guard case .reset = events.dropFirst().first?.content, case .deleted = events.last?.content else {
                Issue.record("\(events)")
                continue
            }
        }
    }

    @Test func `go on after the one that is named`() async throws {
        let last = try EventID(parsing: "\(Self.epoch)-7")
        let asked = try await follow("", after: last).asked

        #expect(asked?.headerFields[.lastEventID] == "\(Self.epoch)-7")
        #expect(asked?.path == "/api/v1/networks/harbor/events")
        #expect(try await follow("").asked?.headerFields[.lastEventID] == nil)
    }

    @Test(arguments: ["id: x\nevent: change\ndata: {}\n\n", "id: 9f86d081884c7d65-2\nevent: change\ndata: {}\n\n"])
    func `of another program are an error`(text: String) async {
        let error = await #expect(throws: APIError.self) { try await follow(text) }
        #expect(error?.code == .unexpectedAnswer)
    }

    @Test(arguments: [
        String(repeating: "x", count: 1 << 20) + "x",
        String(repeating: "data: " + String(repeating: "x", count: 1 << 16) + "\n", count: 17),
    ]) func `without an end are an error before memory is`(text: String) async {
        let error = await #expect(throws: APIError.self) { try await follow(text) }
        #expect(error?.code == .unexpectedAnswer)
    }

    @Test func `that are refused say why`() async throws {
        let problem = #"""
            {"type":"urn:netmaker:problem:notFound","title":"Not found","status":404,"detail":"none","remedy":"look"}
            """#
        let error = await #expect(throws: APIError.self) { try await follow(problem, status: .notFound) }
        #expect(error != nil)
    }
}

@Suite struct `Whether a server can do its work` {
    @Test func `is an answer, also when it cannot`() async throws {
        let transport = ScriptedTransport(
            try .json(HealthResource(.notReady, reason: "its disk is full"), status: .serviceUnavailable),
            try .json(HealthResource(.ok)))
        let client = ControlPlaneClient(transport)

        #expect(try await client.readiness().status == .notReady)
        #expect(try await client.liveness().status == .ok)
        #expect(transport.asked.map(\.request.path) == ["/readyz", "/healthz"])
    }
}
