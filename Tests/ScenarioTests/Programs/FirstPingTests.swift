import Testing

extension `The programs` {
    @Test func `lead from nothing to a ping`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            // A server starts on an empty folder, and its operator reads the code and the pin there.
            let server = try await mesh.startServer()
            #expect(try await mesh.setUp().exitStatus == 0)
            try await mesh.createNetwork()
            let key = try await mesh.createKey(uses: "2")

            // Two machines join.
            let (first, second) = (mesh.machines[0], mesh.machines[1])
            let joined = try await mesh.join(first, with: key).printed()
            #expect(joined.contains("joined mesh as node1 with 10.20.0.1 and fd00:20::1"))
            _ = try await mesh.join(second, with: key).printed()
            let agents = [try await first.startAgent(), try await second.startAgent()]
            try await mesh.allHaveEverything()

            // They reach each other by both families.
            try await first.reaches("10.20.0.2")
            try await second.reaches("10.20.0.1")
            try await first.reaches("fd00:20::2")

            // WireGuard has the other as its only peer, with its addresses and nothing else.
            let (left, right) = (try await first.device(), try await second.device())
            let peer = try #require(left.peers.first)
            #expect(left.peers.count == 1)
            #expect(peer.publicKey == right.publicKey)
            #expect(peer.endpoint == "198.51.100.12:51821")
            #expect(peer.allowedIPs == ["10.20.0.2/32", "fd00:20::2/128"])
            #expect(peer.lastHandshake > 0 && peer.receivedBytes > 0 && peer.sentBytes > 0)
            #expect(left.listenPort == 51821)

            // netclient says the same, for scripts.
            let list: [StatusView] = try await first.netclient("list", "-o", "json").decoded()
            #expect(list.map(\.network) == ["mesh"])
            let status: StatusView = try await first.netclient("status", "-n", "mesh", "-o", "json").decoded()
            #expect(status.name == "node1")
            #expect(status.interface == "nm-mesh")
            #expect(status.addresses == ["10.20.0.1/16", "fd00:20::1/64"])
            #expect(status.connection == "connected")
            #expect(status.acknowledged == status.revision)
            #expect(status.peers.map(\.name) == ["node2"])
            #expect(status.peers.map(\.publicKey) == [right.publicKey])

            // A pull puts right what somebody broke.
            try await first.namespace.shell("ip address delete 10.20.0.1/16 dev nm-mesh")
            #expect(try await first.netclient("pull", "-n", "mesh").exitStatus == 0)
            try await first.reaches("10.20.0.2")

            // Everything ends when it is told to, and the tunnel stays.
            for agent in agents { #expect(try await agent.stop() == 0) }
            #expect(try await server.stop() == 0)
            try await first.reaches("10.20.0.2")
        }
    }
}
