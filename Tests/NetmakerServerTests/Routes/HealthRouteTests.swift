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
            let failed = try await world.call(.patch, "/api/v1/networks/harbor", #"{"mtu": 1400}"#)
            #expect(failed.status == 507)
            #expect(failed.problem?.kind == .outOfRoom)
            let readiness = try await world.call(.get, "/readyz")
            #expect(readiness.status == 503)
            let health = try readiness.decoded(as: HealthResource.self)
            #expect(health.reason == "nothing can be written: there is no room")
            #expect(health.since == world.clock.now)
            #expect(try await world.call(.get, "/api/v1/networks/harbor").status == 200)

            #expect(try await world.call(.patch, "/api/v1/networks/harbor", #"{"mtu": 1400}"#).status == 200)
            #expect(try await world.call(.get, "/readyz").status == 200)
        }
    }

    @Test(arguments: [StoreError.Code.full, .unavailable])
    func `tells strangers nothing of our inside, and the log all, once`(_ code: StoreError.Code) async throws {
        let store = InMemoryStore()
        let log = LogRecord()
        try await APIWorld.with(store: store, logger: log.logger) { world in
            for _ in 0..<3 {
                store.failNextCommit(
                    with: StoreError(code, message: "/srv/data/netmaker.sqlite: disk I/O error", remedy: "run fsck"))
                let failed = try await world.call(.patch, "/api/v1/networks/harbor", #"{"mtu": 1400}"#)
                let readiness = try await world.call(.get, "/readyz", authorization: nil)
                for answer in [failed, readiness] {
                    #expect([503, 507].contains(answer.status))
                    for word in ["sqlite", "/srv", "I/O", "fsck"] { #expect(!answer.body.contains(word)) }
                }
            }
            #expect(try await world.call(.patch, "/api/v1/networks/harbor", #"{"mtu": 1400}"#).status == 200)
        }
        let told = log.words.filter { $0.contains("/srv/data/netmaker.sqlite: disk I/O error; run fsck") }
        #expect(told.count == 1)
        #expect(told.first?.hasPrefix("error commit failed") == true)
        #expect(log.words.count { $0.hasPrefix("notice commits succeed again") } == 1)
    }

    @Test func `fails from a change that comes too late and cannot be told what happened`() async throws {
        let store = FaultyStore()
        let log = LogRecord()
        try await APIWorld.with(store: store, logger: log.logger) { world in
            #expect(try await world.call(.patch, "/api/v1/networks/harbor", #"{"mtu": 1400}"#).status == 200)
            store.fail(.changes)
            for _ in 0..<2 {
                let late = try await world.call(
                    .patch, "/api/v1/networks/harbor", #"{"mtu": 1300}"#, ifMatch: "\"1\"")
                #expect(late.status == 412)
                #expect(late.problem?.changes == nil)
            }
            #expect(log.words.count { $0.hasPrefix("error change log not read") && $0.contains("node 7") } == 1)
            #expect(try await world.call(.get, "/readyz").status == 503)

            store.heal()
            let late = try await world.call(.patch, "/api/v1/networks/harbor", #"{"mtu": 1300}"#, ifMatch: "\"1\"")
            #expect(late.problem?.changes?.count == 1)
            #expect(log.words.count { $0.hasPrefix("notice change log read again") } == 1)
            #expect(try await world.call(.get, "/readyz").status == 200)
        }
    }
}
