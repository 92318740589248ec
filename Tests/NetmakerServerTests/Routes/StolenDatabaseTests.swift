import Foundation
import HTTPTypes
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

/// What the database keeps of a secret is its hash, in the same alphabet and of the same length.
@Suite struct `A hash from a stolen database` {
    @Test func `opens no session`() async throws {
        try await APIWorld.with { world in
            let session = try #require(world.wiring.controlPlane.truth.directory.loginSessions.values.first)
            let answer = try await world.call(
                .get, "/api/v1/networks", authorization: "Bearer \(try text(session.tokenHash))")

            #expect(answer.status == 401)
        }
    }

    @Test func `admits no machine`() async throws {
        try await APIWorld.with { world in
            let network = Samples.network().name
            let state = try #require(world.wiring.controlPlane.truth.networks[network])
            let key = try #require(state.accessKeys.values.first)
            let join = JoinNetwork(
                network: network, key: try Secret(parsing: text(key.secretHash)), identity: Samples.identity(9),
                publicKey: Samples.publicKey(9), report: Samples.report(), source: nil)

            let error = await #expect(throws: ControlError.self) {
                try await world.wiring.controlPlane.perform(join, as: .nobody)
            }
            #expect(error?.code == .refused)
        }
    }

    private func text(_ hash: SecretHash) throws -> String {
        try JSONDecoder().decode(String.self, from: JSONEncoder().encode(hash))
    }
}
