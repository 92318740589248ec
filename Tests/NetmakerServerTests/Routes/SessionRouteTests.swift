import HTTPTypes
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `Setting a server up` {
    private static let path = "/api/v1/setup"

    private static func body(code: String, password: String = "correct horse battery") -> String {
        #"{"code": "\#(code)", "user": "alice", "password": "\#(password)"}"#
    }

    @Test func `takes the code from the operator's file, once`() async throws {
        try await APIWorld.with(.none) { world in
            let code = try #require(world.setupCode)
            let answer = try await world.call(.post, Self.path, Self.body(code: code))

            let session = try answer.decoded(as: SessionResource.self)
            #expect(answer.status == 201)
            #expect(
                try await world.call(
                    .get, "/api/v1/networks", authorization: "Bearer \(session.token.revealed())"
                ).status == 200)
            #expect(world.setupCode == nil)
            #expect(try await world.call(.post, Self.path, Self.body(code: code)).status == 403)
        }
    }

    @Test func `is needed until there is an admin, as whoever reaches the server may know`() async throws {
        try await APIWorld.with(.none) { world in
            func state(_ authorization: String? = nil) async throws -> SetupStateResource {
                let answer = try await world.call(.get, Self.path, authorization: authorization)
                #expect(answer.status == 200)
                return try answer.decoded()
            }
            #expect(try await state() == SetupStateResource(needed: true))
            // A code that is dead needs another, and an admin as before.
            for _ in 1...10 { _ = try await world.call(.post, Self.path, Self.body(code: "x")) }
            #expect(try await state("Bearer of-nobody") == SetupStateResource(needed: true))
        }
        try await APIWorld.with(.none) { world in
            let code = try #require(world.setupCode)
            _ = try await world.call(.post, Self.path, Self.body(code: code))
            let after = try await world.call(.get, Self.path, authorization: nil)
            #expect(try after.decoded() == SetupStateResource(needed: false))
        }
    }

    @Test func `makes nobody an admin by another code`() async throws {
        try await APIWorld.with(.none) { world in
            for code in ["", "x", Samples.secret(5).revealed()] {
                let answer = try await world.call(.post, Self.path, Self.body(code: code))
                #expect(answer.status == 403)
                #expect(answer.problem?.field == "code")
            }
            #expect(world.wiring.controlPlane.truth.directory.users.isEmpty)
        }
    }

    @Test func `is over for this code after ten wrong tries`() async throws {
        try await APIWorld.with(.none) { world in
            let code = try #require(world.setupCode)
            for _ in 1...10 {
                let wrong = try await world.call(.post, Self.path, Self.body(code: Samples.secret(5).revealed()))
                #expect(wrong.status == 403)
            }

            #expect(try await world.call(.post, Self.path, Self.body(code: code)).status == 403)
            #expect(world.setupCode == nil)
            #expect(world.wiring.controlPlane.truth.directory.users.isEmpty)
        }
    }

    @Test func `takes the code still after nine wrong tries`() async throws {
        try await APIWorld.with(.none) { world in
            let code = try #require(world.setupCode)
            for _ in 1...9 {
                let wrong = try await world.call(.post, Self.path, Self.body(code: Samples.secret(5).revealed()))
                #expect(wrong.status == 403)
            }

            #expect(try await world.call(.post, Self.path, Self.body(code: code)).status == 201)
        }
    }

    @Test func `takes a new code once the operator made one, and no more the old one`() async throws {
        try await APIWorld.with(.none) { world in
            let old = try #require(world.setupCode)
            world.clock.advance(by: SetupCode.lifetime)
            #expect(try await world.call(.post, Self.path, Self.body(code: old)).status == 403)
            let (code, expiresAt) = try #require(try world.code?.renew(now: world.clock.now))

            #expect(expiresAt == world.clock.now + SetupCode.lifetime)
            #expect(world.setupCode == code.revealed())
            #expect(try await world.call(.post, Self.path, Self.body(code: old)).status == 403)
            #expect(try await world.call(.post, Self.path, Self.body(code: code.revealed())).status == 201)
        }
    }

    @Test func `is over for this code after a day`() async throws {
        try await APIWorld.with(.none) { world in
            let code = try #require(world.setupCode)
            world.clock.advance(by: SetupCode.lifetime)

            #expect(try await world.call(.post, Self.path, Self.body(code: code)).status == 403)
        }
    }

    @Test func `does not spend the code on a password that is too short`() async throws {
        try await APIWorld.with(.none) { world in
            let code = try #require(world.setupCode)
            let answer = try await world.call(.post, Self.path, Self.body(code: code, password: "short"))

            #expect(answer.status == 400)
            #expect(answer.problem?.field == "password")
            #expect(world.setupCode == code)
        }
    }
}

@Suite struct `Logging in` {
    private static func body(_ user: String, _ password: String = "wrong password") -> String {
        #"{"user": "\#(user)", "password": "\#(password)"}"#
    }

    @Test func `says the same for a wrong name as for a wrong password`() async throws {
        try await APIWorld.with { world in
            let wrongName = try await world.call(.post, "/api/v1/login", Self.body("bob"), authorization: nil)
            let wrongPassword = try await world.call(.post, "/api/v1/login", Self.body("alice"), authorization: nil)

            #expect(wrongName.status == 401)
            #expect(wrongName.body == wrongPassword.body)
        }
    }

    @Test func `is slowed for who guesses, by the account and by the server's own clock`() async throws {
        try await APIWorld.with(.none) { world in
            let code = try #require(world.setupCode)
            let setup = #"{"code": "\#(code)", "user": "alice", "password": "correct horse battery"}"#
            #expect(try await world.call(.post, "/api/v1/setup", setup).status == 201)
            func attempt(_ user: String, _ password: String = "wrong password") async throws -> Answer {
                try await world.call(.post, "/api/v1/login", Self.body(user, password), authorization: nil)
            }
            for _ in 0..<LoginThrottle.freeTries {
                #expect(try await attempt("alice").status == 401)
            }
            let before = try world.digest()

            // Nobody is let in meanwhile, not even by the right password; the clock on the wall does not help.
            let slowed = try await attempt("alice", "correct horse battery")
            #expect(slowed.status == 429)
            #expect(slowed.problem?.kind == .tooManyAttempts)
            #expect(slowed.problem?.remedy.contains("seconds") == true)
            #expect(slowed.headers[.retryAfter] == "2")
            world.clock.advance(by: .seconds(3600))
            #expect(try await attempt("alice", "correct horse battery").status == 429)
            #expect(try world.digest() == before)

            // Another account is not slowed, and this one no longer than said.
            #expect(try await attempt("bob").status == 401)
            world.stopwatch.advance(by: .seconds(2))
            #expect(try await attempt("alice", "correct horse battery").status == 200)
        }
    }

    @Test func `is slowed for who guesses many times at once`() async throws {
        try await APIWorld.with { world in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await world.call(.post, "/api/v1/login", Self.body("alice"), authorization: nil).status
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }

            #expect(statuses == [401: LoginThrottle.freeTries, 429: 20 - LoginThrottle.freeTries])
        }
    }
}
