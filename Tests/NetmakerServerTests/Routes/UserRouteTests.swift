import HTTPTypes
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `Users by the interface` {
    private static let users = "/api/v1/users"

    /// Calls the interface as carol, who administers harbor alone.
    private static func asCarol(
        _ world: APIWorld, _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil
    ) async throws -> Answer {
        try await world.call(method, path, body, authorization: "Bearer \(Samples.secret(3).revealed())")
    }

    @Test func `are made, shown, changed and deleted`() async throws {
        try await APIWorld.with { world in
            let made = try await world.call(
                .post, Self.users,
                #"{"name": "bob", "password": "correct horse battery", "role": "networkAdmin", "networks": ["harbor"]}"#
            )
            #expect(made.status == 201)
            let bob = try made.decoded(as: UserResource.self)
            #expect(bob.networks == [Samples.networkName()])
            #expect(bob.commands == .denied)
            let login = #"{"user": "bob", "password": "correct horse battery"}"#
            #expect(try await world.call(.post, "/api/v1/login", login, authorization: nil).status == 200)

            let changed = try await world.call(
                .patch, "\(Self.users)/bob", #"{"role": "superAdmin"}"#, ifMatch: "\"\(bob.revision)\"")
            #expect(changed.status == 200)
            let promoted = try changed.decoded(as: UserResource.self)
            #expect(promoted.role == .superAdmin)
            let late = try await world.call(
                .delete, "\(Self.users)/bob", ifMatch: "\"\(bob.revision)\"")
            #expect(late.status == 412)
            #expect(late.problem?.currentRevision == promoted.revision)

            #expect(try await world.call(.delete, "\(Self.users)/bob").status == 204)
            #expect(try await world.call(.get, "\(Self.users)/bob").status == 404)
            #expect(try await world.call(.post, "/api/v1/login", login, authorization: nil).status == 401)
        }
    }

    @Test func `keep their last super admin`() async throws {
        try await APIWorld.with { world in
            let deletion = try await world.call(.delete, "\(Self.users)/alice")
            #expect(deletion.status == 409)
            let demotion = #"{"role": "networkAdmin", "networks": []}"#
            #expect(try await world.call(.patch, "\(Self.users)/alice", demotion).status == 409)
        }
    }

    @Test func `are shown without what opens anything`() async throws {
        try await APIWorld.with { world in
            var shown = ""
            for path in [
                Self.users, "\(Self.users)/carol", "\(Self.users)/carol/sessions", "\(Self.users)/carol/tokens",
                "/api/v1/account", "/api/v1/account/sessions", "/api/v1/account/tokens",
            ] {
                let answer = try await world.call(.get, path)
                #expect(answer.status == 200)
                shown += answer.body
            }
            for word in ["password", "hash", "salt", "derivedKey", "secret"] {
                #expect(!shown.lowercased().contains(word.lowercased()), "\(word)")
            }
        }
    }

    @Test func `list to a network admin the networks they administer alone`() async throws {
        try await APIWorld.with { world in
            let branch = #"{"name": "branch", "ipv4Range": "10.20.0.0/16"}"#
            #expect(try await world.call(.post, "/api/v1/networks", branch).status == 201)
            func names(_ answer: Answer) throws -> [String] {
                try answer.decoded(as: Listing<NetworkResource>.self).items.map(\.name.description)
            }

            let all = try await world.call(.get, "/api/v1/networks")
            #expect(try names(all) == ["branch", "harbor"])
            let hers = try await Self.asCarol(world, .get, "/api/v1/networks")
            #expect(try names(hers) == ["harbor"])
            let more = #"{"networks": ["branch"]}"#
            #expect(try await world.call(.patch, "\(Self.users)/carol", more).status == 200)
            let changed = try await Self.asCarol(world, .get, "/api/v1/networks")
            #expect(try names(changed) == ["branch"])
        }
    }

    @Test func `change their own password by the one they have, in a session, and slowly`() async throws {
        try await APIWorld.with { world in
            let reset = try await world.call(.post, "\(Self.users)/carol/password", #"{"password": "correct horse"}"#)
            #expect(reset.status == 204)
            #expect(try await Self.asCarol(world, .get, "/api/v1/account").status == 401)
            func logIn(_ password: String) async throws -> Answer {
                try await world.call(
                    .post, "/api/v1/login", #"{"user": "carol", "password": "\#(password)"}"#, authorization: nil)
            }
            let session = try await logIn("correct horse").decoded(as: SessionResource.self).token.revealed()
            let other = try await logIn("correct horse").decoded(as: SessionResource.self).token.revealed()
            func change(from present: String) async throws -> Answer {
                try await world.call(
                    .post, "/api/v1/account/password",
                    #"{"currentPassword": "\#(present)", "password": "battery staple"}"#,
                    authorization: "Bearer \(session)")
            }

            let wrong = try await change(from: "wrong horse")
            #expect(wrong.status == 403)
            #expect(wrong.problem?.field == "currentPassword")
            #expect(try await change(from: "correct horse").status == 204)
            let statuses = [
                try await world.call(.get, "/api/v1/account", authorization: "Bearer \(session)").status,
                try await world.call(.get, "/api/v1/account", authorization: "Bearer \(other)").status,
            ]
            #expect(statuses == [200, 401])
            #expect(try await logIn("battery staple").status == 200)
            for _ in 0..<LoginThrottle.freeTries { #expect(try await change(from: "wrong horse").status == 403) }
            #expect(try await change(from: "battery staple").status == 429)
        }
    }
}

@Suite struct `Sessions by the interface` {
    private static let sessions = "/api/v1/account/sessions"

    @Test func `are listed with the one that asks, and end one by one`() async throws {
        try await APIWorld.with { world in
            let listed = try await world.call(.get, Self.sessions)
            let items = try listed.decoded(as: Listing<LoginSessionResource>.self).items
            #expect(items.count == 2)
            let other = try #require(items.first { !$0.isCurrent })

            #expect(try await world.call(.delete, "\(Self.sessions)/\(other.id)").status == 204)
            #expect(try await world.call(.delete, "\(Self.sessions)/\(other.id)").status == 404)
            #expect(try await world.call(.get, Self.sessions).status == 200)
        }
    }

    @Test func `end all at once, the one that asks with them`() async throws {
        try await APIWorld.with { world in
            let ended = try await world.call(.delete, Self.sessions)
            #expect(ended.status == 204)
            #expect(try await world.call(.get, Self.sessions).status == 401)
        }
    }

    @Test func `of others end for a super admin`() async throws {
        try await APIWorld.with { world in
            let ended = try await world.call(.delete, "/api/v1/users/carol/sessions")
            #expect(ended.status == 204)
            let carol = "Bearer \(Samples.secret(3).revealed())"
            #expect(try await world.call(.get, "/api/v1/account", authorization: carol).status == 401)
            #expect(try await world.call(.get, "/api/v1/account").status == 200)
        }
    }

    @Test func `have no revision, and take no condition on one`() async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(.delete, Self.sessions, ifMatch: "\"1\"")
            #expect(answer.status == 400)
            #expect(answer.problem?.field == "If-Match")
        }
    }
}

@Suite struct `API tokens by the interface` {
    private static let tokens = "/api/v1/account/tokens"

    private static func make(_ world: APIWorld, _ body: String) async throws -> CreatedAPITokenResource {
        let answer = try await world.call(.post, tokens, body)
        try #require(answer.status == 201, "\(answer.body)")
        return try answer.decoded()
    }

    private static func status(_ world: APIWorld, _ token: CreatedAPITokenResource) async throws -> Int {
        try await world.call(.get, "/api/v1/networks", authorization: "Bearer \(token.token.revealed())").status
    }

    @Test func `are good until they are revoked`() async throws {
        try await APIWorld.with { world in
            let made = try await Self.make(world, #"{"name": "backups"}"#)
            #expect(try await Self.status(world, made) == 200)
            #expect(try await world.call(.delete, "\(Self.tokens)/backups").status == 204)
            #expect(try await Self.status(world, made) == 401)
        }
    }

    @Test func `are good until their time is over`() async throws {
        try await APIWorld.with { world in
            let made = try await Self.make(world, #"{"name": "backups", "expiresInSeconds": 60}"#)
            world.clock.advance(by: .seconds(59))
            #expect(try await Self.status(world, made) == 200)
            world.clock.advance(by: .seconds(1))
            #expect(try await Self.status(world, made) == 401)
        }
    }

    @Test func `are listed by name, without what opens anything`() async throws {
        try await APIWorld.with { world in
            let made = try await Self.make(world, #"{"name": "backups", "access": "readOnly", "networks": ["harbor"]}"#)
            let listed = try await world.call(.get, Self.tokens)
            let items = try listed.decoded(as: Listing<APITokenResource>.self).items

            #expect(items.map(\.name.description) == ["backups", "token-1"])
            #expect(items.first == made.apiToken)
            #expect(!listed.body.contains(made.token.revealed().dropFirst(4)))
        }
    }

    @Test func `say who they are and what for`() async throws {
        try await APIWorld.with { world in
            let made = try await Self.make(world, #"{"name": "backups", "access": "readOnly"}"#)
            let answer = try await world.call(
                .get, "/api/v1/account", authorization: "Bearer \(made.token.revealed())")
            let account = try answer.decoded(as: AccountResource.self)

            #expect(account.user.name == Samples.userName())
            #expect(account.token == made.apiToken)
            #expect(account.session == nil)
        }
    }

    @Test func `are not sessions, nor the other way round`() async throws {
        try await APIWorld.with { world in
            let session = try #require(world.token)
            let token = Samples.secret(1)
            for text in ["nmt_\(session)", token.revealed() + "x", "nmt_"] {
                #expect(try await world.call(.get, "/api/v1/networks", authorization: "Bearer \(text)").status == 401)
            }
        }
    }
}
