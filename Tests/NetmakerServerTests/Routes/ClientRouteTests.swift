import Foundation
import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerServer

@Suite struct `External clients over REST` {
    private static let clients = "/api/v1/networks/harbor/clients"

    @Test func `are made with a key that is in the answer, and nowhere else`() async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(.post, Self.clients, #"{"name": "phone", "gateway": "machine-2"}"#)
            #expect(answer.status == 201)
            let handedOut = try answer.decoded(as: HandedOutClient.self)
            let file = try ConfigurationFile(parsing: handedOut.configuration.revealed())
            #expect(file.interface.privateKey?.publicKey == handedOut.client.publicKey)
            #expect(file.interface.addresses.map(\.description) == ["10.10.0.3/32", "fd00:10::3/128"])
            #expect(file.interface.mtu == .wireGuard)
            let peer = try #require(file.peers.first)
            #expect(peer.publicKey == Samples.publicKey(2))
            #expect(peer.allowedIPs.map(\.description).sorted() == ["10.10.0.0/16", "fd00:10::/64"])
            #expect(peer.persistentKeepalive == .netmaker)

            let qr = try #require(handedOut.qr)
            #expect(try #require(Data(base64Encoded: qr.png.revealed())).starts(with: [0x89, 0x50, 0x4E, 0x47]))
            #expect(qr.svg.revealed().hasPrefix("<svg "))
            #expect(qr.terminal.revealed().contains("\u{2588}"))

            let secret = try #require(file.interface.privateKey).base64RevealingSecret()
            for path in ["", "/phone", "/phone/file"] {
                let shown = try await world.call(.get, Self.clients + path)
                #expect(shown.status == 200)
                #expect(!shown.body.contains(secret))
            }
            #expect(try !world.databaseContains(secret))
        }
    }

    @Test func `keep the key that a device has made to itself`() async throws {
        try await APIWorld.with { world in
            let body = #"{"name": "phone", "gateway": "machine-2", "publicKey": "\#(Samples.publicKey(9))"}"#
            let handedOut = try await world.call(.post, Self.clients, body).decoded(as: HandedOutClient.self)
            #expect(handedOut.client.publicKey == Samples.publicKey(9))
            #expect(handedOut.configuration.revealed().contains(ClientProfile.placeholder))
            #expect(handedOut.qr == nil)
        }
    }

    @Test func `are listed by name, with how they stand`() async throws {
        try await APIWorld.with { world in
            _ = try await world.call(.post, Self.clients, #"{"name": "a-phone", "gateway": "machine-2"}"#)
            let list = try await world.call(.get, Self.clients).decoded(as: Listing<ClientResource>.self).items
            #expect(list.map(\.name.description) == ["a-phone", "client-1"])
            #expect(list.map(\.gatewayName?.description) == ["machine-2", "machine-2"])
            // The second was never handed out.
            #expect(list.map(\.file) == [.current, .outdated])

            _ = try await world.call(
                .put, "/api/v1/networks/harbor/nodes/machine-1/egress", #"{"ranges": ["192.168.1.0/24"]}"#)
            let phone = try await world.call(.get, Self.clients + "/a-phone").decoded(as: ClientResource.self)
            #expect(phone.file == .outdated)
        }
    }

    @Test func `are changed as far as is said`() async throws {
        try await APIWorld.with { world in
            _ = try await world.call(.put, "/api/v1/networks/harbor/nodes/machine-1/ingress", "{}")
            _ = try await world.call(
                .patch, "/api/v1/networks/harbor/nodes/machine-1", #"{"endpoint": "203.0.113.1:51821"}"#)
            let body =
                #"{"name": "tablet", "gateway": "machine-1", "expiresInSeconds": 60, "nameServers": ["10.10.0.1"]}"#
            let changed = try await world.call(.patch, Self.clients + "/client-1", body, ifMatch: "\"1\"")
            let client = try changed.decoded(as: ClientResource.self)
            #expect(client.name.description == "tablet" && client.gateway == Samples.nodeID(1))
            #expect(client.expiresAt == world.clock.now + .seconds(60))
            #expect(changed.headers[.eTag] == "\"\(client.revision)\"")

            let kept = try await world.call(.patch, Self.clients + "/tablet", #"{"expiresAt": null}"#)
            let unlimited = try kept.decoded(as: ClientResource.self)
            #expect(unlimited.expiresAt == nil && unlimited.nameServers.map(\.description) == ["10.10.0.1"])

            let shut = try await world.call(.patch, Self.clients + "/tablet", #"{"access": "disabled"}"#)
            #expect(try shut.decoded(as: ClientResource.self).status == .disabled)
            let late = try await world.call(.patch, Self.clients + "/tablet", #"{"name": "mine"}"#, ifMatch: "\"1\"")
            #expect(late.status == 412)
        }
    }

    @Test func `get their file anew, with another key if that is asked for`() async throws {
        try await APIWorld.with { world in
            let shown = try await world.call(.get, Self.clients + "/client-1/file").decoded(as: ClientFileResource.self)
            #expect(shown.file == .outdated && shown.configuration.contains(ClientProfile.placeholder))

            let kept = try await world.call(.post, Self.clients + "/client-1/file", "{}")
            let first = try kept.decoded(as: HandedOutClient.self)
            #expect(first.configuration.revealed() == shown.configuration)
            #expect(first.client.file == .current && first.client.publicKey == Samples.client(1).publicKey)

            let made = try await world.call(.post, Self.clients + "/client-1/file", #"{"key": "made"}"#)
            let second = try made.decoded(as: HandedOutClient.self)
            let file = try ConfigurationFile(parsing: second.configuration.revealed())
            #expect(file.interface.privateKey?.publicKey == second.client.publicKey)
            #expect(second.client.publicKey != Samples.client(1).publicKey && second.qr != nil)
        }
    }

    @Test func `are deleted once`() async throws {
        try await APIWorld.with { world in
            let answers = [
                try await world.call(.delete, Self.clients + "/client-1"),
                try await world.call(.delete, Self.clients + "/client-1"),
            ]
            #expect(answers.map(\.status) == [204, 404])
        }
    }

    @Test(arguments: [
        (#""gateway": "nowhere""#, "gateway"), (#""gateway": "machine-1""#, "gateway"),
        (#""gateway": "machine-2", "ipv4": "10.10.0.1""#, "ipv4"),
        (#""gateway": "machine-2", "allowedRanges": ["10.10.0.0/24"]"#, "allowedRanges"),
        (#""gateway": "machine-2", "allowedRanges": ["192.168.1.1/24"]"#, "allowedRanges"),
        (#""gateway": "machine-2", "nameServers": ["127.0.0.1"]"#, "nameServers"),
        (#""gateway": "machine-2", "expiresInSeconds": 0"#, "expiresInSeconds"),
        (#""gateway": "machine-2", "expiresAt": "2020-01-01T00:00:00.000Z""#, "expiresAt"),
        (
            #""gateway": "machine-2", "expiresAt": "2030-01-01T00:00:00.000Z", "expiresInSeconds": 5"#,
            "expiresInSeconds"
        ),
    ]) func `are refused with the field`(fields: String, blamed: String) async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(.post, Self.clients, "{\"name\": \"phone\", \(fields)}")
            #expect((400..<500).contains(answer.status))
            #expect(answer.problem?.field == blamed, "\(answer.body)")
            #expect(answer.problem?.remedy.isEmpty == false)
        }
    }
}

extension APIWorld {
    /// Whether a text stands anywhere in the database's files.
    fileprivate func databaseContains(_ text: String) throws -> Bool {
        try ["", "-wal"].contains { suffix in
            let path = wiring.configuration.dataDirectory.database + suffix
            return try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(text.utf8)) != nil
        }
    }
}
