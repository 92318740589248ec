import FoundationEssentials
import Testing

extension `The programs` {
    @Test func `tell Prometheus what is going on, to its own parser's satisfaction`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            _ = try await mesh.comeUp()
            let before = try await metrics(of: mesh)
            #expect(before["netmaker_agents_connected"] == 2)
            #expect(before["netmaker_nodes"] == 2)
            #expect(before["netmaker_network_nodes_connected{network=mesh}"] == 2)
            #expect(before["netmaker_agent_sessions_total"] ?? 0 >= 2)
            #expect(before["netmaker_ready"] == 1)

            // One change is one commit, and a delta to each who must hear of it.
            #expect(try await mesh.move(mesh.machines[1], toPort: 51900).exitStatus == 0)
            let after = try await metrics(of: mesh)
            func growth(_ name: String) throws -> Double { try #require(after[name]) - (before[name] ?? 0) }
            #expect(try growth("netmaker_commits_total") >= 1)
            #expect(try growth("netmaker_deltas_sent_total") >= 1)
            #expect(try growth("netmaker_agent_sent_bytes_total") > 0)
            #expect(try growth("netmaker_commit_duration_seconds_count{}") == growth("netmaker_commits_total"))
            let route = "{method=PATCH,route=/api/v1/networks/{network}/nodes/{node},status=200}"
            #expect(try growth("netmaker_http_requests_total" + route) == 1)
            #expect(after["process_resident_memory_bytes"] ?? 0 > 1_000_000)

            // To this machine alone: others do not reach it.
            let outside = try await mesh.world.router.run([
                "curl", "--silent", "http://\(World.serverAddress):8082/metrics",
            ])
            #expect(outside.exitStatus == 7)
        }
    }

    /// What the server says, as Prometheus' own library for Python reads it: values by name and labels.
    private func metrics(of mesh: Mesh) async throws -> [String: Double] {
        try await mesh.world.router.run(
            ["/usr/bin/python3", "-c", Self.parser, "http://127.0.0.1:8082/metrics"]
        ).decoded()
    }

    /// Fails where a family is given twice or has no type, besides where the parser fails.
    private static let parser = """
        import json, sys, urllib.request
        from prometheus_client.parser import text_string_to_metric_families
        answer = urllib.request.urlopen(sys.argv[1])
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4"), answer.headers
        values, names = {}, set()
        for family in text_string_to_metric_families(answer.read().decode()):
            assert family.name not in names and family.type != "unknown" and family.documentation, family
            names.add(family.name)
            for sample in family.samples:
                labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
                bare = family.type != "histogram" and not labels
                values[sample.name if bare else f"{sample.name}{{{labels}}}"] = sample.value
        print(json.dumps(values))
        """
}
