import HTTPTypes
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

/// Held by counting what is touched, in networks of very different sizes, all of whose agents are connected.
@Suite struct `What a request for one object costs` {
    struct Call: Sendable {
        let method: HTTPRequest.Method
        let path: String
        var body: String?
        var ifMatch: String?
        let status: Int
        /// Whether all agents hear of it.
        var isNews = false
    }

    private static let harbor = "/api/v1/networks/harbor"
    private static let calls = [
        Call(method: .get, path: "\(harbor)/nodes/machine-1", status: 200),
        Call(method: .patch, path: "\(harbor)/nodes/machine-1", body: #"{"persistentKeepalive": 11}"#, status: 200),
        Call(
            method: .patch, path: "\(harbor)/nodes/machine-1", body: #"{"name": "gate"}"#, ifMatch: "\"1\"",
            status: 412),
        Call(
            method: .patch, path: "\(harbor)/nodes/machine-1", body: #"{"endpoint": "192.0.2.9:51821"}"#, status: 200,
            isNews: true),
        Call(method: .delete, path: "\(harbor)/nodes/machine-2", status: 204, isNews: true),
        Call(method: .get, path: "\(harbor)/dns/sqlserver", status: 200),
        Call(
            method: .post, path: "\(harbor)/dns", body: #"{"name": "www", "node": "machine-1"}"#, status: 201,
            isNews: true),
        Call(method: .delete, path: "\(harbor)/dns/www", status: 204, isNews: true),
        Call(method: .get, path: harbor, status: 200),
        Call(method: .patch, path: harbor, body: #"{"displayName": "Main harbor"}"#, status: 200),
        Call(method: .post, path: "\(harbor)/keys", body: #"{"name": "new"}"#, status: 201),
        Call(method: .get, path: "\(harbor)/keys/new", status: 200),
        Call(method: .patch, path: "\(harbor)/keys/new", body: #"{"name": "newer", "uses": 3}"#, status: 200),
        Call(method: .delete, path: "\(harbor)/keys/newer", status: 204),
        Call(
            method: .post, path: "/api/v1/networks", body: #"{"name": "branch", "ipv4Range": "10.20.0.0/16"}"#,
            status: 201),
        Call(method: .delete, path: "/api/v1/networks/branch", status: 204),
        Call(method: .get, path: "\(harbor)/history", status: 200),
        Call(method: .get, path: "\(harbor)/history?limit=3&actor=user:alice", status: 200),
        Call(method: .get, path: "\(harbor)/diff?from=3", status: 200),
        Call(method: .get, path: "/api/v1/history", status: 200),
        Call(method: .get, path: "/api/v1/server", status: 200),
        Call(method: .post, path: "/api/v1/logout", status: 204),
    ]

    @Test(arguments: [100, 1000])
    func `does not depend on how many others there are`(size: Int) async throws {
        let meter = TouchMeter()
        try await TouchMeter.$current.withValue(meter) {
            try await APIWorld.with(nodes: size) { world in
                let feed = world.wiring.controlPlane.feed
                let subscriptions = (1...size).map {
                    feed.subscribe(node: Samples.nodeID($0), in: Samples.networkName())
                }
                for call in Self.calls {
                    let touched = meter.count
                    let answer = try await world.call(call.method, call.path, call.body, ifMatch: call.ifMatch)
                    #expect(answer.status == call.status, "\(call.method) \(call.path)")
                    let told = call.isNews ? size : 0
                    // Every call looks its session up: a meter that counts nothing does not count.
                    #expect((1...300 + 2 * told).contains(meter.count - touched), "\(call.method) \(call.path)")
                }
                withExtendedLifetime(subscriptions) {}
            }
        }
    }

    @Test func `does not depend on how much happened since, if it comes too late`() async throws {
        let meter = TouchMeter()
        try await TouchMeter.$current.withValue(meter) {
            try await APIWorld.with { world in
                for number in 0...ObjectHistory.longestReach {
                    let body = #"{"displayName": "Harbor \#(number)"}"#
                    #expect(try await world.call(.patch, Self.harbor, body).status == 200)
                }
                let touched = meter.count
                let late = try await world.call(.patch, Self.harbor, #"{"displayName": "Mine"}"#, ifMatch: "\"1\"")
                #expect(late.status == 412)
                #expect(late.problem?.currentRevision == Revision(2 + ObjectHistory.longestReach))
                #expect(late.problem?.changes == nil)
                #expect((1...50).contains(meter.count - touched))
            }
        }
    }
}
