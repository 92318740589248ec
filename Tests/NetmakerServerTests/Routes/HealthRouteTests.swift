import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `Readiness` {
    @Test func `fails while the state is not read`() async throws {
        let controlPlane = ControlPlane(store: InMemoryStore(), wallClock: ManualClock(), logger: APIWorld.quiet)
        let router = Router(context: APIContext.self)
        let face = PublicFace(host: "vpn.example.org") { [] }
        router.addRoutes(HealthRoutes(controlPlane: controlPlane, face: face).endpoints)

        try await Application(router: router, logger: APIWorld.quiet).test(.router) { client in
            let readiness = try await client.execute(uri: "/readyz", method: .get) { $0.status }
            let health = try await client.execute(uri: "/healthz", method: .get) { $0.status }

            #expect(readiness == .serviceUnavailable)
            #expect(health == .ok)
        }
    }

    @Test func `fails from a commit that failed until one succeeds`() async throws {
        let store = InMemoryStore()
        try await APIWorld.with(store: store) { world in
            store.failNextCommit(with: StoreError(.full, message: "the disk is full", remedy: "make room"))
            let failed = try await world.call(.patch, "/api/v1/networks/office", #"{"mtu": 1400}"#)
            #expect(failed.status == 507)
            #expect(failed.problem?.kind == .outOfRoom)
            let readiness = try await world.call(.get, "/readyz")
            #expect(readiness.status == 503)
            let health = try readiness.decoded(as: HealthResource.self)
            #expect(health.reason?.contains("the disk is full") == true)
            #expect(health.since == world.clock.now)
            #expect(try await world.call(.get, "/api/v1/networks/office").status == 200)

            #expect(try await world.call(.patch, "/api/v1/networks/office", #"{"mtu": 1400}"#).status == 200)
            #expect(try await world.call(.get, "/readyz").status == 200)
        }
    }
}
