import HTTPTypes
import Hummingbird
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `The authorization table` {
    @Test func `has a row for every route, and a route for every row`() async throws {
        try await APIWorld.with(store: InMemoryStore()) { world in
            let registered = try world.wiring.routes(setupCode: nil).routes.map { "\($0.method) \($0.path)" }
            let listed = AuthorizationTable.rows.map { row in
                let parts = row.route.split(separator: " ")
                return "\(parts[0]) \(RouterPath(String(parts[1])))"
            }

            #expect(listed.sorted() == registered.sorted())
        }
    }

    @Test(arguments: AuthorizationTable.rows)
    func `says what every asker gets`(_ row: AuthorizationTable.Row) async throws {
        let example = try #require(RouteExample.all.first { $0.testDescription == row.route })
        let refused = row.verdicts.filter { $0.value != .yes }
        try await Self.withAskers { world in
            let before: Truth = world.wiring.controlPlane.truth
            for (asker, verdict) in refused {
                let answer = try await Self.call(example, as: asker, in: world)
                #expect(.refused(answer.status) == verdict, "\(asker): \(answer.body)")
                #expect(answer.problem?.remedy.isEmpty == false, "\(asker): \(answer.body)")
            }
            let after: Truth = world.wiring.controlPlane.truth
            #expect(after == before)
        }
        // Each in a world of its own, since what is done once may not be there to be done again.
        for asker in row.verdicts.keys where row.verdicts[asker] == .yes {
            try await Self.withAskers { world in
                async let called = Self.call(example, as: asker, in: world)
                if example.isStream {
                    await world.untilSomebodyFollows()
                    _ = try await world.call(.delete, "/api/v1/networks/harbor?force=true")
                    try await world.endAllCredentials()
                }
                let answer = try await called
                #expect(answer.status == example.status, "\(asker): \(answer.body)")
            }
        }
    }

    @Test(arguments: RouteExample.all.filter { $0.segments.contains("network") })
    func `hides other networks as if there were none`(_ example: RouteExample) async throws {
        try await Self.withAskers { world in
            let hidden = try await Self.call(example, as: .other, in: world)
            let missing = try await world.send(
                example.method, example.path(with: ["network": "nowhere"]),
                HTTPFields([Self.credential(of: .other)].compactMap(\.self)), example.body.map { Array($0.utf8) })

            #expect(hidden.status == missing.status)
            #expect(hidden.body.replacing("harbor", with: "nowhere") == missing.body)
        }
    }

    private static let (harbor, branch) = (Samples.networkName(), Samples.networkName("branch"))

    /// Whose credential is the n-th secret.
    private static let people: [Mutation] = [
        .putLoginSession(Samples.loginSession(11, of: "carol")),
        .putUser(Samples.user("dave", role: .networkAdmin(of: [branch], commands: .granted))),
        .putLoginSession(Samples.loginSession(12, of: "dave")),
        .putAPIToken(Samples.apiToken(13, access: .readOnly)),
        .putAPIToken(Samples.apiToken(14, networks: [harbor])),
        .putAPIToken(Samples.apiToken(15, networks: [branch])),
        .putLoginSession(Samples.loginSession(16)),
    ]

    private static func credential(of asker: AuthorizationTable.Asker) -> HTTPField? {
        let text: String? =
            switch asker {
            case .nobody: nil
            case .own: Samples.secret(11).revealed()
            case .other: Samples.secret(12).revealed()
            case .reader: Samples.secret(13).revealedAsAPIToken()
            case .narrow: Samples.secret(14).revealedAsAPIToken()
            case .away: Samples.secret(15).revealedAsAPIToken()
            case .super: Samples.secret(16).revealed()
            }
        return text.map { HTTPField(name: .authorization, value: "Bearer \($0)") }
    }

    private static func withAskers(_ body: @Sendable @escaping (APIWorld) async throws -> Void) async throws {
        try await APIWorld.with(store: InMemoryStore(), people: people, body)
    }

    private static func call(
        _ example: RouteExample, as asker: AuthorizationTable.Asker, in world: APIWorld
    ) async throws -> Answer {
        try await world.send(
            example.method, example.path, HTTPFields([credential(of: asker)].compactMap(\.self)),
            example.body.map { Array($0.utf8) })
    }
}
