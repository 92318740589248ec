import HTTPTypes
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `An exposition` {
    @Test func `is lines that Prometheus reads`() {
        var page = Exposition()
        page.add("nodes", .gauge, "Nodes there are.", 3)
        page.add(
            "requests_total", .counter, "Requests.",
            [(["route": #"/a"b\c"#, "status": "200"], 7), (["route": "two\nlines", "status": "404"], 1)])
        #expect(
            page.text == #"""
                # HELP nodes Nodes there are.
                # TYPE nodes gauge
                nodes 3
                # HELP requests_total Requests.
                # TYPE requests_total counter
                requests_total{route="/a\"b\\c",status="200"} 7
                requests_total{route="two\nlines",status="404"} 1

                """#)
    }

    @Test func `sums a histogram up from bound to bound`() {
        var histogram = DurationHistogram()
        for milliseconds in [1, 3, 3, 700, 70_000] { histogram.note(.milliseconds(milliseconds)) }
        var page = Exposition()
        page.add("took_seconds", "How long.", [(["route": "/"], histogram)])
        let lines = page.text.split(separator: "\n").map(String.init)
        #expect(lines.contains(#"took_seconds_bucket{route="/",le="0.001"} 1"#))
        #expect(lines.contains(#"took_seconds_bucket{route="/",le="0.005"} 3"#))
        #expect(lines.contains(#"took_seconds_bucket{route="/",le="1"} 4"#))
        #expect(lines.contains(#"took_seconds_bucket{route="/",le="60"} 4"#))
        #expect(lines.contains(#"took_seconds_bucket{route="/",le="+Inf"} 5"#))
        #expect(lines.contains(#"took_seconds_count{route="/"} 5"#))
        #expect(lines.contains(#"took_seconds_sum{route="/"} 70.707"#))
    }
}

@Suite struct `Metrics` {
    private func lines(_ world: APIWorld) async -> [String] {
        await world.wiring.metricsPage.text().split(separator: "\n").map(String.init)
    }

    @Test func `count requests by the template of their route, whatever is in it`() async throws {
        try await APIWorld.with { world in
            for name in ["harbor", "quay", "quay"] {
                _ = try await world.call(.get, "/api/v1/networks/\(name)")
            }
            for path in ["/nowhere", "/else/where"] { _ = try await world.call(.get, path) }
            let brew = try #require(HTTPRequest.Method("BREW"))
            _ = try await world.call(brew, "/api/v1/networks/harbor")
            let lines = await lines(world)
            let requests = "netmaker_http_requests_total"
            #expect(lines.contains(requests + #"{method="GET",route="/api/v1/networks/{network}",status="200"} 1"#))
            #expect(lines.contains(requests + #"{method="GET",route="/api/v1/networks/{network}",status="404"} 2"#))
            #expect(lines.contains(requests + #"{method="GET",route="unmatched",status="404"} 2"#))
            #expect(lines.contains { $0.hasPrefix(requests + #"{method="other","#) })
            #expect(
                lines.contains(
                    #"netmaker_http_request_duration_seconds_count{method="GET",route="/api/v1/networks/{network}"} 3"#)
            )
            #expect(!lines.contains { $0.contains("quay") || $0.contains("nowhere") || $0.contains("BREW") })
        }
    }

    @Test func `count what was asked of the control plane, what it refused and what it committed`() async throws {
        try await APIWorld.with { world in
            let before = world.wiring.controlPlane.counters
            #expect(try await world.call(.patch, "/api/v1/networks/harbor", #"{"mtu": 1400}"#).status == 200)
            let stale = try await world.call(.patch, "/api/v1/networks/harbor", #"{"mtu": 1300}"#, ifMatch: "\"1\"")
            #expect(stale.status == 412)
            let after = world.wiring.controlPlane.counters
            #expect(after.commands == before.commands + 2)
            #expect(after.refusals == before.refusals + 1)
            #expect(after.commits == before.commits + 1)
            #expect(after.commitDurations.count == before.commitDurations.count + 1)
            let lines = await lines(world)
            #expect(lines.contains("netmaker_commands_refused_total \(after.refusals)"))
            #expect(lines.contains("netmaker_commit_duration_seconds_count \(after.commits)"))
        }
    }

    @Test func `count commits that failed, and say that the server is not ready`() async throws {
        let store = InMemoryStore()
        try await APIWorld.with(store: store) { world in
            store.failNextCommit(with: StoreError(.full, message: "the disk is full", remedy: "make room"))
            let failed = try await world.call(.patch, "/api/v1/networks/harbor", #"{"mtu": 1400}"#)
            #expect(failed.status == 507)
            let lines = await lines(world)
            #expect(lines.contains("netmaker_commits_failed_total 1"))
            #expect(lines.contains("netmaker_ready 0"))
        }
    }

    @Test func `say what there is, in all and network by network, and how large the store is`() async throws {
        try await APIWorld.with(nodes: 3) { world in
            let lines = await lines(world)
            for line in [
                "netmaker_ready 1", "netmaker_networks 1", "netmaker_nodes 3", "netmaker_users 2",
                #"netmaker_network_nodes{network="harbor"} 3"#,
                #"netmaker_network_nodes_connected{network="harbor"} 0"#, "netmaker_agents_connected 0",
                #"netmaker_build_info{version="\#(Release.version)"} 1"#, "netmaker_change_log_rows 3",
            ] { #expect(lines.contains(line), "\(line)") }
            for name in ["netmaker_database_bytes", "process_resident_memory_bytes", "process_open_fds"] {
                let value = lines.first { $0.hasPrefix(name + " ") }?.split(separator: " ").last.flatMap { Int($0) }
                #expect((value ?? 0) > 0, "\(name)")
            }
        }
    }

    @Test func `tell of a hundred networks one by one, and of the others in all`() async throws {
        let store = InMemoryStore()
        try await APIWorld.with(store: store) { world in
            for number in 1...120 {
                let body = #"{"name": "net-\#(number)", "ipv4Range": "10.\#(number).0.0/16"}"#
                let created = try await world.call(.post, "/api/v1/networks", body)
                #expect(created.status == 201)
            }
            let lines = await lines(world)
            #expect(lines.contains("netmaker_networks 121"))
            #expect(lines.count { $0.hasPrefix("netmaker_network_nodes{") } == MetricsPage.mostNetworks)
        }
    }
}
