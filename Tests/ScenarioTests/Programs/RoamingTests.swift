import Testing

extension `The programs` {
    private struct RoamingNode: Decodable {
        let roaming: Bool
        let observedAddresses: [String]
        let localAddresses: [String]
    }

    @Test func `leave a machine that does not roam where it was, until its owner has it roam`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let server = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let key = try await mesh.createKey()
            let (first, second) = (mesh.machines[0], mesh.machines[1])
            func shown(_ machine: WorldMachine) async throws -> RoamingNode {
                try await mesh.nmctl("node", "show", "mesh", machine.name, "-o", "json").decoded()
            }
            func move(_ machine: WorldMachine, to address: String) async throws {
                try await mesh.world.router.shell("ip route add \(address)/32 dev public")
                try await machine.namespace.shell(
                    "ip address add \(address)/32 dev eth0; ip address delete \(machine.address)/32 dev eth0")
            }

            // The owner's wish is true once the join is over, before any daemon runs.
            _ = try await mesh.join(first, with: key, "--roaming", "off").printed()
            _ = try await mesh.join(second, with: key).printed()
            #expect(try await !shown(first).roaming)
            #expect(try await shown(second).roaming)
            let before = try await shown(first)
            #expect(before.observedAddresses == [first.address])
            var agents: [Program] = []
            for machine in mesh.machines { agents.append(try await machine.startAgent()) }
            try await mesh.allHaveEverything()

            // Both go elsewhere: the one is followed, the other is not, though its agent comes from there.
            try await move(first, to: "198.51.100.61")
            try await move(second, to: "198.51.100.62")
            try await eventually("the server follows node2") {
                try await shown(second).observedAddresses == ["198.51.100.62"]
            }
            try await eventually("node1 is in step again") {
                try await first.netclient("pull", "-n", "mesh").exitStatus == 0
            }
            let stayed = try await shown(first)
            #expect(stayed.observedAddresses == before.observedAddresses)
            #expect(stayed.localAddresses == before.localAddresses)

            // Its owner thinks again, and what was not heard before counts at once.
            _ = try await first.namespace.shell("sed -i 's/roaming: .*/roaming: on/' /etc/netclient/netconfig-mesh")
            #expect(try await first.netclient("push", "-n", "mesh").printed().contains("has published 1 changes"))
            try await eventually("the server follows node1") {
                try await shown(first).observedAddresses == ["198.51.100.61"]
            }
            for agent in agents { #expect(try await agent.stop() == 0) }
            #expect(try await server.stop() == 0)
        }
    }
}
