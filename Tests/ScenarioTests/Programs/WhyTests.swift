import FoundationEssentials
import Glibc
import NetmakerCore
import Testing

extension `The programs`.`With gateways` {
    @Test func `say why one machine reaches another, and what is wrong where it does not`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (_, agents) = try await mesh.comeUp()
            let (first, second) = (mesh.machines[0], mesh.machines[1])
            try await first.reaches("10.20.0.2")

            // All is well.
            let well = try await mesh.why("node1", "10.20.0.2")
            #expect(well.exitStatus == 0)
            #expect(well.view.reachable == "yes")
            #expect(well.view.findings == [])
            #expect(well.view.path.map(\.kind) == ["direct"])
            #expect(well.view.tunnels.map(\.endpoint) == ["198.51.100.12:51821", "198.51.100.11:51821"])
            #expect(well.view.tunnels.allSatisfy { $0.handshakeSeconds != nil })
            #expect(well.view.agents.allSatisfy { $0.word == "answered" && $0.isInStep })
            let text = try await mesh.nmctl("why", "node1", "node2").printed()
            #expect(text.hasPrefix("node1 reaches node2: the last handshake was "))
            #expect(text.contains("nothing wrong was found"))
            print(text)

            let links = try await mesh.links(of: "node1")
            #expect(links.word == .answered)
            #expect(links.items.map(\.peer) == [try NodeName(parsing: "node2")])
            #expect(links.items.map(\.session) == [.fresh])

            // Nobody is called so.
            #expect(try await mesh.nmctl("why", "node1", "nobody").exitStatus == 5)

            // An agent hangs: the tunnel does not need it.
            agents[1].signal(SIGSTOP)
            let hung = try await mesh.why("node1", "node2")
            let unheard = try await mesh.links(of: "node2")
            agents[1].goOn()
            #expect(hung.exitStatus == 0)
            #expect(hung.view.findings.first?.kind == "agentSilent")
            #expect(hung.view.findings.first?.about == "node2")
            #expect(unheard.word == .silent)
            #expect(unheard.items.map(\.session) == [.unknown])

            // Somebody removes a peer by hand. Its agent puts it back within a minute, perhaps at once.
            let key = try await first.device().publicKey
            try await eventually("the missing peer is told") {
                try await second.namespace.shell("wg set nm-mesh peer \(key) remove")
                let missing = try await mesh.why("node1", "node2")
                return missing.exitStatus == 8 && missing.view.reachable == "no"
                    && missing.view.findings.first?.kind == "peerMissing"
                    && missing.view.findings.first?.about == "node2"
            }
            _ = try await second.netclient("pull", "-n", "mesh").printed()
            try await first.reaches("10.20.0.2")

            // Somebody has another endpoint in mind.
            let other = try await second.device().publicKey
            try await eventually("the wrong endpoint is told") {
                try await first.namespace.shell(
                    """
                    wg set nm-mesh peer \(other) remove
                    wg set nm-mesh peer \(other) endpoint 198.51.100.66:1000 allowed-ips 10.20.0.2/32,fd00:20::2/128
                    """)
                let wrong = try await mesh.why("node1", "node2")
                return wrong.exitStatus == 8 && wrong.view.findings.first?.kind == "endpointDiffers"
            }
            _ = try await first.netclient("pull", "-n", "mesh").printed()

            // An admin disconnects one.
            _ = try await mesh.nmctl("node", "disconnect", "mesh", "node2", "--wait").printed()
            let apart = try await mesh.why("node1", "node2")
            #expect(apart.exitStatus == 8)
            #expect(apart.view.findings.first?.kind == "disconnected")
            _ = try await mesh.nmctl("node", "connect", "mesh", "node2", "--wait").printed()
            try await first.reaches("10.20.0.2")

            // What is behind a gateway is led there, and not seen from here.
            _ = try await mesh.nmctl(
                "gateway", "egress", "set", "mesh", "node2", "--range", "192.168.9.0/24", "--wait"
            ).printed()
            let beyond = try await mesh.why("node1", "192.168.9.20")
            #expect(beyond.exitStatus == 8)
            #expect(beyond.view.reachable == "unknown")
            #expect(beyond.view.findings.first?.kind == "beyond")
            #expect(beyond.view.path.map(\.kind) == ["direct", "out"])

            // A phone that is not on, and one that is shut out.
            _ = try await mesh.nmctl("gateway", "ingress", "set", "mesh", "node2", "--wait").printed()
            _ = try await mesh.nmctl("client", "create", "mesh", "phone", "--gateway", "node2", "--wait").printed()
            let silent = try await mesh.why("phone", "node1")
            #expect(silent.exitStatus == 8)
            #expect(silent.view.findings.first?.kind == "clientSilent", "\(silent.view)")
            #expect(silent.view.path.map(\.kind) == ["client", "direct"])
            _ = try await mesh.nmctl("client", "update", "mesh", "phone", "--disable", "--wait").printed()
            #expect(try await mesh.why("node1", "phone").view.findings.first?.kind == "clientDisabled")

            // Somebody gives one another key.
            try await eventually("the foreign key is told") {
                try await second.namespace.shell("wg set nm-mesh private-key <(wg genkey)")
                return try await mesh.why("node1", "node2").view.findings.contains { $0.kind == "foreignKey" }
            }
            _ = try await second.netclient("pull", "-n", "mesh").printed()

            // An agent dies: so it is said, and that the tunnel stands.
            try await agents[0].stop(SIGKILL)
            try await eventually("node1's agent is away") {
                let away = try await mesh.why("node1", "node2")
                return away.view.agents.first?.word == "away" && away.view.findings.first?.kind == "agentAway"
            }
        }
    }

    @Test func `say why of a firewall, whether it was there first or has just come`() async throws {
        try await Mesh.running(machines: 3) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let (first, second, third) = (mesh.machines[0], mesh.machines[1], mesh.machines[2])
            // It lets WireGuard neither in nor out, and all else through.
            try await third.namespace.shell(Self.firewall)
            _ = try await mesh.joinAll()
            _ = try await first.namespace.run(["ping", "-n", "-c", "1", "-W", "1", "10.20.0.3"])

            let never = try await mesh.why("node1", "node3")
            #expect(never.exitStatus == 8)
            #expect(never.view.reachable == "no")
            #expect(never.view.findings.first?.kind == "neverAnswered", "\(never.view)")
            print(try await mesh.nmctl("why", "node1", "node3").output)

            // One that comes while there is a session is seen by what is sent and does not come in.
            try await first.reaches("10.20.0.2")
            let ping = try await first.namespace.start(
                ["ping", "-n", "-i", "0.1", "10.20.0.2"], log: "\(mesh.world.folder)/ping.log")
            try await ping.says("icmp_seq=3")
            #expect(try await mesh.why("node1", "node2").exitStatus == 0)
            try await second.namespace.shell(Self.firewall)
            let lost = try await mesh.why("node1", "node2")
            #expect(lost.exitStatus == 8)
            #expect(lost.view.findings.first?.kind == "lostOnTheWay", "\(lost.view)")
            #expect(lost.view.findings.first?.about == "node1")
            try await ping.stop(SIGKILL)
        }
    }

    private static let firewall = """
        nft add table inet fault
        nft 'add chain inet fault in { type filter hook input priority 0; }'
        nft 'add chain inet fault out { type filter hook output priority 0; }'
        nft 'add rule inet fault in udp dport 51821 drop'
        nft 'add rule inet fault out udp sport 51821 drop'
        """
}

extension Mesh {
    /// What nmctl says of a path, and by which status.
    fileprivate func why(_ from: String, _ to: String) async throws -> (exitStatus: Int32?, view: ExplanationView) {
        let outcome = try await nmctl("why", from, to, "-o", "json")
        let data = Data(outcome.output.utf8)
        guard let view = try? JSONDecoder().decode(ExplanationView.self, from: data) else {
            throw TooLate(description: "nmctl why printed no explanation: \(outcome.output) \(outcome.complaints)")
        }
        return (outcome.exitStatus, view)
    }

    fileprivate func links(of node: String) async throws -> NodeLinks {
        try await nmctl("node", "links", Self.network, node, "-o", "json").decoded()
    }
}

/// What `nmctl why -o json` says.
private struct ExplanationView: Decodable {
    struct Hop: Decodable { let kind: String }
    struct Agent: Decodable {
        let word: String
        let isInStep: Bool
    }
    struct Tunnel: Decodable {
        let endpoint: String?
        let handshakeSeconds: Int?
    }
    struct Finding: Decodable, Equatable {
        let kind: String
        let about: String?
        let message: String
    }

    let reachable: String
    let path: [Hop]
    let agents: [Agent]
    let tunnels: [Tunnel]
    let findings: [Finding]
}
