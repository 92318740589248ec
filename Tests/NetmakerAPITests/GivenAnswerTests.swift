import FoundationEssentials
import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `An answer held against the document` {
    private static let harbor = "/api/v1/networks/harbor"
    private static let network = NetworkResource(
        Samples.network(), nodeCount: 0, pendingCount: 0, connectedCount: 0, networkRevision: Revision(1))

    private static func faults(
        _ method: HTTPRequest.Method = .get, _ path: String = harbor, status: Int = 200,
        fields: HTTPFields = [.contentType: "application/json", .eTag: "\"1\""], body: String? = nil
    ) throws -> [String] {
        let whole = String(decoding: try JSONEncoder().encode(network), as: UTF8.self)
        return OpenAPIDocument(APIOperation.all).faults(
            in: OpenAPIDocument.GivenAnswer(
                to: HTTPRequest(method: method, scheme: nil, authority: nil, path: path),
                HTTPResponse(status: .init(code: status), headerFields: fields), body: Array((body ?? whole).utf8)))
    }

    @Test func `is right as the server gives it`() throws {
        #expect(try Self.faults() == [])
        #expect(try Self.faults(.delete, status: 204, fields: [.netmakerRevision: "3"], body: "") == [])
        #expect(try Self.faults(.get, Self.harbor + "?x=1") == [])
    }

    @Test func `is wrong in its status`() throws {
        #expect(try Self.faults(status: 201) != [])
        #expect(try Self.faults(status: 500) != [])
        #expect(try Self.faults(.get, "/nowhere") != [])
        #expect(try Self.faults(.put) != [])
    }

    @Test func `is wrong in its head`() throws {
        #expect(try Self.faults(fields: [.contentType: "application/json"]) != [])
        #expect(try Self.faults(fields: [.contentType: "application/json", .eTag: "1"]) != [])
        #expect(try Self.faults(fields: [.contentType: "text/html", .eTag: "\"1\""]) != [])
        #expect(try Self.faults(.delete, status: 204, fields: [.netmakerRevision: "x"], body: "") != [])
        let untold: HTTPFields = [.contentType: "application/json", .eTag: "\"1\"", .netmakerRevision: "3"]
        #expect(try Self.faults(fields: untold) == ["Netmaker-Revision is not documented"])
    }

    @Test(arguments: ["", "{", "{}", "[]", "null", #"{"name": "harbor"}"#]) func `is wrong in its body`(body: String)
        throws
    {
        #expect(try Self.faults(body: body) != [])
    }

    @Test func `is wrong with a field too many`() throws {
        let whole = String(decoding: try JSONEncoder().encode(Self.network), as: UTF8.self)
        #expect(try Self.faults(body: whole.dropLast() + #","secret":"x"}"#) != [])
    }
}
