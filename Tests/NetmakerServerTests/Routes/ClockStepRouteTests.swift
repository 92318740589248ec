import HTTPTypes
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `People, when the server's clock is set` {
    private static let day: Duration = .seconds(86_400)

    @Test func `are out for as long as it is a day ahead, and in again after`() async throws {
        try await APIWorld.with { world in
            // Right, a day ahead, right again, a day behind: then nobody is thrown out.
            for (step, status) in [(0, 200), (1, 401), (-1, 200), (-1, 200)] {
                world.clock.advance(by: Self.day * step)
                let answer = try await world.call(.get, "/api/v1/networks")
                #expect(answer.status == status)
            }
        }
    }
}
