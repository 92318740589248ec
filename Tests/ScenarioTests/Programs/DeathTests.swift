import Glibc
import Testing

/// Every process of a mesh is killed in its turn, at rest and in the middle of a change, and started again as systemd
/// would; wireguard-go by its agent.
extension `The programs` {
    @Test func `lose nobody else's packets when one is killed, and come back by themselves`() async throws {
        try await Mesh.running(machines: 4) { mesh in
            let server = try await mesh.keepServerRunning()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let key = try await mesh.createKey()
            var agents: [Supervised] = []
            for machine in mesh.machines {
                _ = try await mesh.join(machine, with: key).printed()
                agents.append(try await machine.keepAgentRunning())
            }
            try await mesh.allHaveEverything()
            let (first, second, third) = (mesh.machines[0], mesh.machines[1], mesh.machines[2])
            let deaths = [
                Death(of: "nm-server") { try await server.die() },
                Death(of: "the agent") { [agents] in try await agents[2].die() },
                // Its tunnel is on the way of all pings, and outlives it.
                Death(of: "the other's agent") { [agents] in try await agents[0].die() },
                Death(of: "wireguard-go", takesTunnel: true) { try await third.killWireGuard() },
            ]

            // node1 and node2 talk all the while, by both families.
            try await second.reaches("10.20.0.1")
            let others = [
                try await Pings(from: first, to: "10.20.0.2", log: "ping4"),
                try await Pings(from: second, to: "fd00:20::1", log: "ping6"),
            ]
            var gaps: [String: Duration] = [:]
            var port = 51900
            for moment in Death.Moment.allCases {
                for death in deaths {
                    port += 1
                    try await third.reaches("10.20.0.1")
                    // From the victim, and to it: others do not know that its session is gone.
                    let own = [
                        try await Pings(from: third, to: "10.20.0.1", log: "from\(port)"),
                        try await Pings(from: second, to: "10.20.0.3", log: "to\(port)"),
                    ]
                    try await mesh.survives(death, moment, telling: "203.0.113.14:\(port)")
                    for pings in own {
                        let record = try await pings.end()
                        gaps[death.victim] = max(gaps[death.victim] ?? .zero, record.longestGap)
                        #expect(death.takesTunnel || record.lost.isEmpty, "\(death.victim), \(moment): \(record.lost)")
                    }
                }
            }
            for pings in others {
                let record = try await pings.end()
                #expect(record.lost.isEmpty)
                #expect(record.answers.count > 100)
            }
            for death in deaths {
                let gap = gaps[death.victim] ?? .zero
                print("longest gap after kill -9 of \(death.victim): \(gap)")
                // A fraction of a second, and on a machine that is busy no five, after which an agent looks unasked.
                #expect(gap < .seconds(4), "\(death.victim)")
            }
        }
    }
}

/// One process that is killed.
private struct Death {
    /// When it is killed.
    enum Moment: CaseIterable {
        case atRest, duringChange, afterChange
    }

    let victim: String
    /// Whether the machine's tunnel dies with it.
    let takesTunnel: Bool
    let come: () async throws -> Void

    init(of victim: String, takesTunnel: Bool = false, come: @escaping () async throws -> Void) {
        self.victim = victim
        self.takesTunnel = takesTunnel
        self.come = come
    }
}

extension Mesh {
    /// Has an admin tell where node4 is, and a process die before, meanwhile or after: every device has what it must in
    /// the end.
    fileprivate func survives(_ death: Death, _ moment: Death.Moment, telling endpoint: String) async throws {
        func tell() async throws -> Int32? {
            try await nmctl("node", "update", Self.network, "node4", "--endpoint", endpoint).exitStatus
        }
        switch moment {
        case .atRest: try await death.come()
        case .duringChange:
            async let telling = tell()
            try await death.come()
            // The server may have died of it: then nobody knows, and the admin says it again.
            _ = try await telling
        case .afterChange:
            #expect(try await tell() == 0)
            try await death.come()
        }
        try await eventually("the server takes changes") { try await tell() == 0 }
        try await allHaveEverything()
        let nodes = try await nodes()
        for machine in machines {
            try await eventually("\(machine.name) has its whole state after the death of \(death.victim)") {
                try await machine.hasDevice(of: nodes, endpoints: ["node4": endpoint])
            }
        }
    }
}

extension WorldMachine {
    fileprivate func killWireGuard() async throws {
        let former = try #require(try wireGuardProcess)
        kill(former, SIGKILL)
        try await eventually("\(name) has a tunnel again") {
            let present = try wireGuardProcess
            return present != nil && present != former
        }
    }

    /// Whether its device is what a node of this mesh has, and nothing else.
    fileprivate func hasDevice(of nodes: [NodeView], endpoints: [String: String]) async throws -> Bool {
        guard let own = nodes.first(where: { $0.name == name }) else { return false }
        let dump = try await namespace.run(["wg", "show", "nm-\(Mesh.network)", "dump"])
        // There may be no device yet.
        guard dump.exitStatus == 0, let device = try? DeviceView(parsing: dump.output) else { return false }
        let peers = nodes.filter { $0.id != own.id }.map { node in
            let endpoint = endpoints[node.name] ?? "198.51.100.1\(node.name.dropFirst("node".count)):51821"
            let addresses = [node.ipv4.map { "\($0)/32" }, node.ipv6.map { "\($0)/128" }].compactMap(\.self)
            return "\(node.publicKey) \(endpoint) \(addresses.sorted()) off"
        }
        return device.configuration == Set(peers + ["\(own.publicKey) 51821 0x6e6d0001"])
    }
}
