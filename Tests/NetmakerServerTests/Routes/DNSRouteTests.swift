import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `Custom names over REST` {
    private static let path = "/api/v1/networks/harbor/dns"

    @Test func `are made, listed, shown, changed and deleted, each with its tag`() async throws {
        try await APIWorld.with { world in
            let created = try await world.call(
                .post, Self.path, #"{"name": "db.eu", "addresses": ["fd00:10::9", "10.10.0.9"]}"#)
            #expect(created.status == 201)
            #expect(created.headers[.eTag] == #""2""#)
            #expect(created.headers[.netmakerRevision] == "2")
            let record: DNSRecordResource = try created.decoded()
            #expect(record.names.map(\.description) == ["db.eu.harbor"])
            #expect(record.addresses.map(\.description) == ["10.10.0.9", "fd00:10::9"])

            let listed: Listing<DNSRecordResource> = try await world.call(.get, Self.path).decoded()
            #expect(listed.items.map(\.name.description) == ["db.eu", "sqlserver"])
            #expect(try await world.call(.get, "\(Self.path)/db.eu").headers[.eTag] == #""2""#)

            let changed = try await world.call(
                .patch, "\(Self.path)/db.eu", #"{"node": "machine-1"}"#, ifMatch: #""2""#)
            #expect(changed.status == 200)
            let alias: DNSRecordResource = try changed.decoded()
            #expect(alias.node?.description == "machine-1")
            #expect(alias.addresses.map(\.description) == ["10.10.0.1", "fd00:10::1"])

            let late = try await world.call(
                .patch, "\(Self.path)/db.eu", #"{"addresses": ["10.10.0.8"]}"#, ifMatch: #""2""#)
            #expect(late.status == 412)
            #expect(late.problem?.currentRevision == Revision(3))
            #expect(late.problem?.changes?.first?.before["addresses"] == "10.10.0.9 fd00:10::9")

            #expect(try await world.call(.delete, "\(Self.path)/db.eu", ifMatch: #""2""#).status == 412)
            #expect(try await world.call(.delete, "\(Self.path)/db.eu", ifMatch: #""3""#).status == 204)
            #expect(try await world.call(.get, "\(Self.path)/db.eu").status == 404)
        }
    }

    struct Case: Sendable {
        let body: String
        let status: Int
        let field: String
    }

    @Test(arguments: [
        Case(body: #"{"name": "www"}"#, status: 400, field: "addresses"),
        Case(body: #"{"name": "www", "addresses": ["10.10.0.9"], "node": "machine-1"}"#, status: 400, field: "node"),
        Case(body: #"{"name": "www", "addresses": []}"#, status: 400, field: "addresses"),
        Case(body: #"{"name": "www", "addresses": ["127.0.0.1"]}"#, status: 400, field: "addresses"),
        Case(body: #"{"name": "www", "node": "machine-9"}"#, status: 404, field: "node"),
        Case(body: #"{"name": "www.harbor", "addresses": ["10.10.0.9"]}"#, status: 400, field: "name"),
        Case(body: #"{"name": "*", "addresses": ["10.10.0.9"]}"#, status: 400, field: "name"),
        Case(body: #"{"name": "a\n10.0.0.1 bank", "addresses": ["10.10.0.9"]}"#, status: 400, field: "name"),
        Case(body: #"{"name": "machine-1", "addresses": ["10.10.0.9"]}"#, status: 409, field: "name"),
        Case(body: #"{"name": "sqlserver", "addresses": ["10.10.0.9"]}"#, status: 409, field: "name"),
    ])
    func `that cannot be are refused by the field, and nothing is written`(_ example: Case) async throws {
        try await APIWorld.with { world in
            let before = try world.digest()
            let answer = try await world.call(.post, Self.path, example.body)
            #expect(answer.status == example.status, "\(answer.body)")
            #expect(answer.problem?.field == example.field, "\(answer.body)")
            #expect(answer.problem?.remedy.isEmpty == false)
            #expect(try world.digest() == before)
        }
    }

    @Test func `are in the zones that the network has, and answered by whom it says`() async throws {
        try await APIWorld.with { world in
            let changed = try await world.call(
                .patch, "/api/v1/networks/harbor",
                #"{"dnsSuffix": "corp.example.org", "dnsServers": ["10.10.0.53", "fd00:10::53"]}"#)
            #expect(changed.status == 200, "\(changed.body)")
            let network: NetworkResource = try changed.decoded()
            #expect(network.dnsZones.map(\.description) == ["harbor", "harbor.corp.example.org"])
            #expect(network.dnsServers?.addresses.map(\.description) == ["10.10.0.53", "fd00:10::53"])
            let record: DNSRecordResource = try await world.call(.get, "\(Self.path)/sqlserver").decoded()
            #expect(record.names.map(\.description) == ["sqlserver.harbor", "sqlserver.harbor.corp.example.org"])

            let cleared: NetworkResource = try await world.call(
                .patch, "/api/v1/networks/harbor", #"{"dnsSuffix": null, "dnsServers": null}"#
            ).decoded()
            #expect(cleared.dnsSuffix == nil && cleared.dnsServers == nil)
        }
    }
}
