import FoundationEssentials
import NetmakerCore
import Testing

extension `The programs` {
    /// What an admin decides of a node is what its machine and its peers do.
    @Test func `obey when a node is let in, disconnected, limited in time, renumbered, and given a new key`()
        async throws
    {
        try await Mesh.running(machines: 3) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            _ = try await mesh.nmctl("network", "update", "mesh", "--admission", "manual").printed()
            let (first, second, third) = (mesh.machines[0], mesh.machines[1], mesh.machines[2])
            let key = try await mesh.createKey()
            for machine in [first, second] { _ = try await mesh.join(machine, with: key).printed() }
            let agents = [try await first.startAgent(), try await second.startAgent()]
            try await mesh.allHaveEverything()
            try await first.reaches("10.20.0.2")

            // A machine without a key waits, without an interface, and gets all when it is let in.
            let asked = try await third.netclient(
                "join", "--network", "mesh", "--server", "\(World.serverAddress):50051", "--pin", mesh.pin, "--daemon",
                "off"
            ).printed()
            #expect(asked.contains("waits"))
            #expect(try await !third.interfaces().contains("nm-mesh"))
            let waiting = try await third.startAgent()
            _ = try await mesh.nmctl("node", "approve", "mesh", "node3", "--wait").printed()
            try await first.reaches("10.20.0.3")
            #expect(try await third.device().peers.count == 2)

            // Disconnected, it has no peers, and is none; connected, all is as it was.
            _ = try await mesh.nmctl("node", "disconnect", "mesh", "node3", "--wait").printed()
            #expect(try await !third.interfaces().contains("nm-mesh"))
            #expect(try await first.device().peers.count == 1)
            _ = try await mesh.nmctl("node", "connect", "mesh", "node3", "--wait").printed()
            try await third.reaches("10.20.0.1")

            // Its time is over a little later, and everybody knows it at that moment.
            let end = SystemWallClock().now + .seconds(3)
            _ = try await mesh.nmctl("node", "update", "mesh", "node3", "--expires", "\(end)", "--wait").printed()
            try await eventually("node3 is cut off") {
                let isDown = try await !third.interfaces().contains("nm-mesh")
                let counts = try await [first, second].mapped { try await $0.device().peers.count }
                return isDown && counts == [1, 1]
            }
            let late = SystemWallClock().now.duration(since: end)
            print("cut off everywhere \(late) after its moment")
            _ = try await mesh.nmctl("node", "update", "mesh", "node3", "--clear-expiry", "--wait").printed()
            try await first.reaches("10.20.0.3")

            // Everybody moves to other addresses at once, and the preview said where.
            let preview = try await mesh.nmctl(
                "network", "change-ranges", "mesh", "--range", "10.40.0.0/24", "--dry-run"
            )
            .printed()
            #expect(preview.contains("10.20.0.3 -> 10.40.0.3"))
            try await first.reaches("10.20.0.3")
            _ = try await mesh.nmctl("network", "change-ranges", "mesh", "--range", "10.40.0.0/24", "--wait").printed()
            try await first.reaches("10.40.0.3")
            try await third.reaches("10.40.0.2")

            // Everybody has a new key, no private one left its machine, and pings go on.
            let before = try await [first, second, third].mapped { try await $0.device().publicKey }
            let lost = try await first.lostPings(to: "fd00:20::2") {
                _ = try await mesh.nmctl("network", "refresh-keys", "mesh").printed()
                try await eventually("all use new keys") {
                    let now = try await [first, second, third].mapped { try await $0.device().publicKey }
                    let known = try await first.device().peers.map(\.publicKey)
                    return Set(now).isDisjoint(with: before) && Set(known) == Set(now.dropFirst())
                }
            }
            print("pings lost while all keys were changed: \(lost)")
            #expect(lost <= 3)
            try await third.reaches("10.40.0.1")
            for agent in agents + [waiting] { #expect(try await agent.stop() == 0) }
        }
    }

    @Test func `let a device without an agent in by a gateway, with the file it was given`() async throws {
        try await Mesh.running(machines: 3) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let (gateway, inside, device) = (mesh.machines[0], mesh.machines[1], mesh.machines[2])
            let key = try await mesh.createKey()
            for machine in [gateway, inside] { _ = try await mesh.join(machine, with: key).printed() }
            let agents = [try await gateway.startAgent(), try await inside.startAgent()]
            try await mesh.allHaveEverything()
            _ = try await mesh.nmctl("gateway", "ingress", "set", "mesh", "node1", "--wait").printed()
            let file = "\(mesh.world.folder)/phone.conf"
            _ = try await mesh.nmctl(
                "client", "create", "mesh", "phone", "--gateway", "node1", "--output-file", file, "--wait"
            ).printed()

            // As wg-quick would do it.
            _ = try await device.namespace.shell(
                """
                wireguard-go phone
                grep --invert-match --extended-regexp '^(Address|DNS|MTU) *=' '\(file)' > '\(file).wg'
                wg setconf phone '\(file).wg'
                address=$(sed --quiet 's/^Address *= *\\([0-9./]*\\).*/\\1/p' '\(file)')
                ip address add "$address" dev phone
                ip link set phone up
                ip route add 10.20.0.0/16 dev phone
                """)
            try await device.reaches("10.20.0.1")
            try await device.reaches("10.20.0.2")
            try await inside.reaches("10.20.0.3")

            // Shut out, it reaches nobody.
            _ = try await mesh.nmctl("client", "update", "mesh", "phone", "--disable", "--wait").printed()
            #expect(try await gateway.device().peers.count == 1)
            _ = try await device.namespace.shell("ip link delete phone")
            for agent in agents { #expect(try await agent.stop() == 0) }
        }
    }
}

extension Array {
    fileprivate func mapped<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
