import HTTPTypes
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `Access keys` {
    private static let path = "/api/v1/networks/harbor/keys"

    @Test func `are shown once, with a token that says where to go`() async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(.post, Self.path, #"{"name": "fleet", "uses": 3}"#)

            let created = try answer.decoded(as: CreatedAccessKeyResource.self)
            let token = try AccessToken(parsing: created.token.revealed())
            #expect(answer.status == 201)
            #expect(created.accessKey.uses == .limited(3))
            #expect(token.server.description == "vpn.example.org:50051")
            #expect(token.api.description == "vpn.example.org:8081")
            #expect(token.pins == world.wiring.face.pins && token.pins.count == 1)
            #expect(token.network == Samples.networkName())
            #expect(token.key.revealed() == created.key.revealed())
            let line = try #require(created.installCommand).revealed()
            #expect(line.contains("--pinnedpubkey '\(token.pins[0])' https://vpn.example.org:8081/install.sh"))
            #expect(line.contains("NETCLIENT_TOKEN='\(created.token.revealed())'"))

            let list = try await world.call(.get, Self.path)
            #expect(!list.body.contains(created.key.revealed()))
            #expect(!list.body.contains("token"))
        }
    }

    @Test func `admit one machine for ever unless more is asked`() async throws {
        try await APIWorld.with { world in
            let created = try await world.call(.post, Self.path, "{}").decoded(as: CreatedAccessKeyResource.self)

            #expect(created.accessKey.uses == .limited(1))
            #expect(created.accessKey.expiresAt == nil)
        }
    }

    @Test func `expire by the server's clock`() async throws {
        try await APIWorld.with { world in
            let created = try await world.call(.post, Self.path, #"{"expiresInSeconds": 3600, "uses": "unlimited"}"#)
                .decoded(as: CreatedAccessKeyResource.self)

            #expect(created.accessKey.expiresAt == Samples.time + .seconds(3600))
        }
    }

    @Test func `are changed by whom has seen what they are`() async throws {
        try await APIWorld.with { world in
            let shown = try await world.call(.get, "\(Self.path)/key-1")
            let tag = try #require(shown.headers[.eTag])
            let before = try shown.decoded(as: AccessKeyResource.self)

            let body = #"{"name": "fleet", "uses": 3, "expiresInSeconds": 60, "tags": ["berlin"], "ephemeral": true}"#
            let answer = try await world.call(.patch, "\(Self.path)/key-1", body, ifMatch: tag)

            let after = try answer.decoded(as: AccessKeyResource.self)
            #expect(answer.status == 200 && answer.headers[.eTag] == "\"\(after.revision)\"")
            #expect(after.id == before.id && after.usedCount == before.usedCount && after.name.description == "fleet")
            #expect(after.uses == .limited(3) && after.tags.map(\.description) == ["berlin"] && after.ephemeral)
            #expect(after.expiresAt == Samples.time + .seconds(60))

            // Who is late is told what was changed, and by whom.
            let late = try await world.call(.patch, "\(Self.path)/fleet", #"{"uses": "unlimited"}"#, ifMatch: tag)
            #expect(late.status == 412 && late.problem?.currentRevision == after.revision)
            let change = try #require(late.problem?.changes?.first)
            #expect(change.before["uses"] == "unlimited" && change.after["uses"] == "3")
            #expect(change.fields.contains("tags") && change.fields.contains("ephemeral"))

            let cleared = try await world.call(.patch, "\(Self.path)/fleet", #"{"expiresAt": null, "tags": []}"#)
                .decoded(as: AccessKeyResource.self)
            #expect(cleared.expiresAt == nil && cleared.tags.isEmpty && cleared.uses == .limited(3))
        }
    }

    @Test func `blame the field that cannot be`() async throws {
        try await APIWorld.with { world in
            _ = try await world.call(.post, Self.path, #"{"name": "spare"}"#)
            let cases = [
                (#"{"name": "spare"}"#, 409, "name"), (#"{"uses": -1}"#, 400, "uses"),
                (#"{"uses": null}"#, 400, "uses"), (#"{"tags": null}"#, 400, "tags"),
                (#"{"expiresAt": "2001-01-01T00:00:00.000Z"}"#, 400, "expiresAt"),
                (#"{"expiresAt": null, "expiresInSeconds": 60}"#, 400, "expiresInSeconds"),
                (#"{"secret": "x"}"#, 400, "secret"), (#"{"usedCount": 0}"#, 400, "usedCount"),
            ]
            for (body, status, field) in cases {
                let answer = try await world.call(.patch, "\(Self.path)/key-1", body)
                #expect(answer.status == status && answer.problem?.field == field, "\(body): \(answer.body)")
                #expect(answer.problem?.remedy.isEmpty == false)
            }
        }
    }

    @Test func `are deleted by name as by id`() async throws {
        try await APIWorld.with { world in
            let byName = try await world.call(.delete, "\(Self.path)/key-1")
            let byID = try await world.call(.delete, "\(Self.path)/\(Samples.accessKeyID(1))")

            #expect([byName.status, byID.status] == [204, 404])
            #expect(try await world.call(.get, Self.path).decoded(as: Listing<AccessKeyResource>.self).items.isEmpty)
        }
    }
}
