import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `Why, by REST` {
    private static let path = "/api/v1/networks/harbor/why"

    @Test func `is told of two nodes whose agents are away`() async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(.get, "\(Self.path)?from=machine-1&to=10.10.0.2")
            let explanation = try answer.decoded(as: Explanation.self)

            #expect(answer.status == 200)
            #expect(explanation.reachable == .unknown)
            #expect(explanation.from.name?.description == "machine-1")
            #expect(explanation.to.name?.description == "machine-2")
            #expect(explanation.agents.map(\.word) == [.away, .away])
            #expect(explanation.findings.first?.kind == .agentAway)
        }
    }

    @Test func `is told of an external client, by its gateway`() async throws {
        try await APIWorld.with { world in
            let explanation = try await world.call(.get, "\(Self.path)?from=client-1&to=machine-1.harbor")
                .decoded(as: Explanation.self)
            #expect(explanation.path.map(\.kind) == [.client, .direct])
            #expect(explanation.from.by?.description == "machine-2")
        }
    }

    @Test(arguments: [
        ("", 400, "from"), ("?from=machine-1", 400, "to"), ("?to=machine-1", 400, "from"),
        ("?from=&to=machine-1", 400, "from"), ("?from=machine-1&to=A%20b", 400, "to"),
        ("?from=machine-1&to=10.10.0.1/16", 400, "to"), ("?from=machine-1&to=machine-1&to=a", 400, "to"),
        ("?from=nobody&to=machine-1", 404, "from"), ("?from=machine-1&to=nobody", 404, "to"),
        ("?from=machine-1&to=192.0.2.77", 404, "to"), ("?from=machine-1&to=10.10.0.77", 404, "to"),
        ("?from=machine-1&to=ffffffffffffffff", 404, "to"),
    ])
    func `is not told of what is no place, and the end is named`(
        _ query: String, _ status: Int, _ field: String
    ) async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(.get, Self.path + query)
            #expect(answer.status == status, "\(answer.body)")
            #expect(answer.problem?.field == field)
            #expect(answer.problem?.remedy.isEmpty == false)
        }
    }
}
