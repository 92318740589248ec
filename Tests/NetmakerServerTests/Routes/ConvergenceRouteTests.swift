import HTTPTypes
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `Whether a change is in force` {
    private static let path = "/api/v1/networks/harbor/convergence"
    private static let change = #"{"endpoint": "192.0.2.9:51821"}"#

    @Test func `names the connected nodes that lag, and those that are not connected`() async throws {
        try await APIWorld.with { world in
            let feed = world.wiring.controlPlane.feed
            let subscription = feed.subscribe(node: Samples.nodeID(1), in: Samples.networkName())
            subscription.acknowledge(Revision(1))
            _ = try await world.call(.patch, "/api/v1/networks/harbor/nodes/machine-2", Self.change)

            let answer = try await world.call(.get, "\(Self.path)?revision=2").decoded(as: ConvergenceResource.self)

            #expect(answer.lagging.map(\.name.description) == ["machine-1"])
            #expect(answer.disconnected.map(\.name.description) == ["machine-2"])
            #expect(!answer.isInForce)
        }
    }

    @Test func `names no node without a session that has said by a check-in that it has it`() async throws {
        try await APIWorld.with { world in
            world.wiring.agents.presence.checkedIn(
                Samples.nodeID(2), in: Samples.networkName(), with: Revision(1), at: Samples.time)

            let now = try await world.call(.get, "\(Self.path)?revision=1").decoded(as: ConvergenceResource.self)
            _ = try await world.call(.patch, "/api/v1/networks/harbor/nodes/machine-2", Self.change)
            let later = try await world.call(.get, "\(Self.path)?revision=2").decoded(as: ConvergenceResource.self)

            #expect(now.disconnected.map(\.name.description) == ["machine-1"])
            #expect(later.disconnected.map(\.name.description) == ["machine-1", "machine-2"])
            #expect(later.isInForce)
        }
    }

    @Test func `waits for nobody who is not let in yet`() async throws {
        try await APIWorld.with { world in
            let control = world.wiring.controlPlane
            _ = try await world.call(.patch, "/api/v1/networks/harbor", #"{"admission": "manual"}"#)
            _ = try await control.perform(
                JoinNetwork(
                    network: Samples.networkName(), key: nil, identity: Samples.identity(3),
                    publicKey: Samples.publicKey(3), report: Samples.report(3), source: nil), as: .nobody)
            #expect(control.truth.networks[Samples.networkName()]?.nodes.count == 3)

            let answer = try await world.call(.get, Self.path).decoded(as: ConvergenceResource.self)

            #expect(answer.disconnected.map(\.name.description) == ["machine-1", "machine-2"])
        }
    }

    @Test func `is answered as soon as the last one has it`() async throws {
        try await APIWorld.with { world in
            let feed = world.wiring.controlPlane.feed
            let subscription = feed.subscribe(node: Samples.nodeID(1), in: Samples.networkName())
            subscription.acknowledge(Revision(1))
            _ = try await world.call(.patch, "/api/v1/networks/harbor/nodes/machine-2", Self.change)

            async let waiting = world.call(.get, "\(Self.path)?revision=2&timeout=60")
            let pending = await subscription.next()
            subscription.acknowledge(try #require(pending).through)

            #expect(try await waiting.decoded(as: ConvergenceResource.self).isInForce)
        }
    }

    @Test func `needs no waiting where nobody is connected`() async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(.get, "\(Self.path)?timeout=60").decoded(as: ConvergenceResource.self)

            #expect(answer.isInForce)
            #expect(answer.disconnected.count == 2)
        }
    }

    @Test func `is not asked for what is not there yet`() async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(.get, "\(Self.path)?revision=9")

            #expect(answer.status == 409)
            #expect(answer.problem?.field == "revision")
        }
    }

    @Test(arguments: [
        ("revision=x", "revision"), ("timeout=61", "timeout"), ("timeout=-1", "timeout"),
        ("revision=1&revision=2", "revision"), ("wait=1", "wait"),
    ])
    func `is not asked for what cannot be`(_ query: String, _ field: String) async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(.get, "\(Self.path)?\(query)")

            #expect(answer.status == 400)
            #expect(answer.problem?.field == field)
        }
    }
}
