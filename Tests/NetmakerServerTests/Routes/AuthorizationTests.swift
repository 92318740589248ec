import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

/// A way not to be anybody.
struct BadSession: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What is in `Authorization`, one value a field.
    let credentials: @Sendable (APIWorld) async throws -> [String]

    init(_ description: String, _ credentials: @Sendable @escaping (APIWorld) async throws -> [String]) {
        testDescription = description
        self.credentials = credentials
    }

    init(_ description: String, _ credentials: String...) {
        self.init(description) { _ in credentials }
    }

    /// The fields of a request by who has it.
    func headers(in world: APIWorld) async throws -> HTTPFields {
        var headers = HTTPFields()
        for credential in try await credentials(world) {
            headers.append(HTTPField(name: .authorization, value: credential))
        }
        return headers
    }

    /// Alice's, for an hour.
    static let short = Samples.loginSession(1)
    /// Of a user who is no more.
    static let orphaned = LoginSession(
        id: SessionID(rawValue: 2), user: Samples.userName("bob"), tokenHash: Samples.secret(2).hash,
        createdAt: Samples.time, expiresAt: Samples.time + .seconds(12 * 3600))

    static let none = BadSession("none")

    /// Those that are there and not good.
    static let all = [
        BadSession("an empty one", ""),
        BadSession("a scheme alone", "Bearer"),
        BadSession("a token that is none", "Bearer x"),
        BadSession("a token nobody has", "Bearer \(Samples.secret(9).revealed())"),
        BadSession("another scheme", "Basic YWxpY2U6eA=="),
        BadSession("a huge one", "Bearer " + String(repeating: "A", count: 1 << 16)),
        BadSession("bytes that are no text", "Bearer \u{FFFD}\u{1F4A9}"),
        BadSession("a good one without its scheme") { [$0.token ?? ""] },
        BadSession("a good one cut short") { ["Bearer \(String(($0.token ?? "").dropLast()))"] },
        BadSession("a good one with more behind it") { ["Bearer \($0.token ?? "") x"] },
        BadSession("two, one of them good") { ["Bearer \($0.token ?? "")", "Bearer x"] },
        BadSession("two, both good") { ["Bearer \($0.token ?? "")", "Bearer \($0.token ?? "")"] },
        BadSession("one that has expired") { world in
            world.clock.advance(by: .seconds(3601))
            return ["Bearer \(Samples.secret(1).revealed())"]
        },
        BadSession("one that was ended") { world in
            let headers = HTTPFields([HTTPField(name: .authorization, value: "Bearer \(Samples.secret(1).revealed())")])
            let ended = try await world.send(.post, "/api/v1/logout", headers, nil)
            #expect(ended.status == 204)
            return ["Bearer \(Samples.secret(1).revealed())"]
        },
        BadSession("one of a user who is no more", "Bearer \(Samples.secret(2).revealed())"),
    ]
}

extension `Everything a caller chooses` {
    @Suite struct `Who may call the interface` {
        @Test(arguments: BadSession.all + [.none])
        func `nobody with a session that is not good`(_ session: BadSession) async throws {
            try await APIWorld.with { world in
                let headers = try await session.headers(in: world)
                let before = try world.digest()
                for example in RouteExample.all where example.access == .session {
                    let answer = try await world.send(
                        example.method, example.path, headers, example.body.map { Array($0.utf8) })

                    #expect(answer.status == 401, "\(example.testDescription): \(answer.body)")
                    #expect(answer.headers[.wwwAuthenticate] == "Bearer")
                    #expect(answer.problem?.kind == .unauthenticated)
                    #expect(answer.problem?.remedy.isEmpty == false)
                }
                #expect(try world.digest() == before)
            }
        }

        @Test(arguments: BadSession.all)
        func `nobody who believes to be somebody and is not, even where nobody need be`(_ session: BadSession)
            async throws
        {
            try await APIWorld.with { world in
                let headers = try await session.headers(in: world)
                let before = try world.digest()
                for example in RouteExample.all where example.access == .whoLogsIn {
                    let answer = try await world.send(
                        example.method, example.path, headers, example.body.map { Array($0.utf8) })

                    // For the credential: what these routes refuse besides is of another field.
                    #expect(answer.status == 401, "\(example.testDescription): \(answer.body)")
                    #expect(answer.problem?.field == "Authorization", "\(example.testDescription): \(answer.body)")
                    #expect(answer.problem?.remedy.isEmpty == false)
                }
                #expect(try world.digest() == before)
            }
        }

        @Test func `the digest of the database tells a change from none`() async throws {
            try await APIWorld.with { world in
                let before = try world.digest()
                _ = try await world.call(.get, "/api/v1/networks")
                #expect(try world.digest() == before)
                _ = try await world.call(.patch, "/api/v1/networks/harbor", #"{"mtu": 1400}"#)
                #expect(try world.digest() != before)
            }
        }

        /// Whoever watches the server may send anything: nobody looks at it.
        @Test(arguments: BadSession.all + [.none])
        func `anybody who asks how the server is`(_ session: BadSession) async throws {
            try await APIWorld.with { world in
                let headers = try await session.headers(in: world)
                for example in RouteExample.all where example.access == .anybody {
                    #expect(try await world.send(example.method, example.path, headers, nil).status == 200)
                }
            }
        }
    }
}
