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

    @Test func `are deleted by name as by id`() async throws {
        try await APIWorld.with { world in
            let byName = try await world.call(.delete, "\(Self.path)/key-1")
            let byID = try await world.call(.delete, "\(Self.path)/\(Samples.accessKeyID(1))")

            #expect([byName.status, byID.status] == [204, 404])
            #expect(try await world.call(.get, Self.path).decoded(as: Listing<AccessKeyResource>.self).items.isEmpty)
        }
    }
}
