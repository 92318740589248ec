import Testing

extension `The programs` {
    @Test func `leave nothing of a join that was refused, nor of a node that was removed`() async throws {
        try await Mesh.running(machines: 3) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let (first, second, third) = (mesh.machines[0], mesh.machines[1], mesh.machines[2])
            let key = try await mesh.createKey(uses: "2")
            _ = try await mesh.join(first, with: key).printed()
            _ = try await mesh.join(second, with: key).printed()
            let agents = [try await first.startAgent(), try await second.startAgent()]
            try await mesh.allHaveEverything()
            try await first.reaches("10.20.0.2")

            // The key is spent: the third machine is turned away, told why, and left as it was.
            let before = try await third.interfaces()
            let refused = try await mesh.join(third, with: key)
            #expect(refused.exitStatus == 3)
            #expect(refused.complaints.contains("key"))
            #expect(try await third.interfaces() == before)
            #expect(try await third.files(in: "/etc/netclient").isEmpty)
            #expect(try await third.files(in: "/run/wireguard").isEmpty)
            #expect(try await mesh.nodes().count == 2)

            // An admin removes the second: its agent takes the network down, keeps nothing, and says why.
            #expect(try await mesh.nmctl("node", "remove", "mesh", "node2").exitStatus == 0)
            try await agents[1].ended()
            #expect(try agents[1].said.contains("an admin removed it"))
            #expect(try await second.interfaces() == before)
            #expect(try await second.files(in: "/etc/netclient").isEmpty)
            #expect(try await second.files(in: "/run/wireguard").isEmpty)

            // The other has forgotten it.
            try await eventually("node1 has no peer") { try await first.device().peers.isEmpty }
            #expect(try await mesh.nodes().map(\.name) == ["node1"])
        }
    }

    @Test func `keep two networks side by side on one machine`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (_, agents) = try await mesh.comeUp()
            let (first, second) = (mesh.machines[0], mesh.machines[1])
            try await mesh.createNetwork("plant", range: "10.30.0.0/16", range6: "fd00:30::/64")
            let key = try await mesh.createKey(of: "plant")
            for machine in mesh.machines { _ = try await mesh.join(machine, with: key).printed() }
            let plant = [try await first.startAgent(of: "plant"), try await second.startAgent(of: "plant")]
            try await mesh.allHaveEverything(of: "plant")

            // Each network has an interface and a port of its own, and carries traffic.
            #expect(try await first.interfaces().isSuperset(of: ["nm-mesh", "nm-plant"]))
            #expect(try await first.device("nm-mesh").listenPort == 51821)
            #expect(try await first.device("nm-plant").listenPort == 51822)
            try await first.reaches("10.20.0.2")
            try await first.reaches("10.30.0.2")
            try await second.reaches("fd00:30::1")

            // A third network has addresses of the first: joining it is refused, unless somebody insists.
            try await mesh.createNetwork("copy", range: "10.20.128.0/17", range6: "fd00:40::/64")
            let copy = try await mesh.createKey(of: "copy")
            let refused = try await mesh.join(first, with: copy)
            #expect(refused.exitStatus == 1)
            #expect(refused.complaints.contains("mesh") && refused.complaints.contains("--force"))
            #expect(try await !first.interfaces().contains("nm-copy"))
            #expect(try await first.files(in: "/etc/netclient").allSatisfy { !$0.hasSuffix("-copy") })
            #expect(try await mesh.nodes(of: "copy").isEmpty)
            #expect(try await mesh.join(first, with: copy, "--force").exitStatus == 0)
            #expect(try await first.netclient("leave", "-n", "copy").exitStatus == 0)

            // Leaving one undoes all of it, and nothing of the other.
            let left = try await first.netclient("leave", "-n", "plant").printed()
            #expect(left.contains("has left network plant"))
            #expect(try await plant[0].ended() == 0)
            #expect(try await !first.interfaces().contains("nm-plant"))
            #expect(try await first.files(in: "/etc/netclient").allSatisfy { $0.hasSuffix("-mesh") })
            #expect(try await mesh.nodes(of: "plant").map(\.name) == ["node2"])
            try await eventually("node2 has no peer in plant") {
                try await second.device("nm-plant").peers.isEmpty
            }
            try await first.reaches("10.20.0.2")
            for agent in agents + [plant[1]] { #expect(try await agent.stop() == 0) }
        }
    }
}
