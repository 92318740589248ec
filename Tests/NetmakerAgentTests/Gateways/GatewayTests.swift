import DurableFiles
import Logging
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `A gateway` {
    private let world: World
    private var host: FakeGatewayHost { world.gatewayHost }

    init() throws {
        world = try World()
        try world.folder.create()
    }

    private func gateway(_ network: String = "harbor") -> Gateway {
        Gateway(
            Samples.networkName(network), folder: world.folder, host: world.gatewayHost,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func duty(
        _ network: String = "harbor", _ roles: NodeRoles? = nil, behindPeers: [String] = []
    ) throws -> GatewayDuty {
        let network = Samples.network(network)
        var node = Samples.node(1, in: network)
        node.interface = .default(for: network.name)
        node.roles = try roles ?? Self.egress("192.168.1.0/24")
        let plan = try GatewayPlan(
            NodeConfiguration(of: node, in: network), behindPeers: try behindPeers.map { try IPPrefix(parsing: $0) })
        return plan.map { .forward($0) } ?? .none
    }

    private static func egress(
        _ range: String, by interface: String? = nil, _ translation: EgressGateway.Translation = .masquerade
    ) throws -> NodeRoles {
        NodeRoles(
            egress: try EgressGateway(
                ranges: [try IPPrefix(parsing: range)],
                interface: try interface.map { try InterfaceName(parsing: $0) }, translation: translation))
    }

    @Test func `makes its table, then has the machine forward what it is for`() async throws {
        #expect(try await gateway().lead(to: duty()).trouble == nil)
        #expect(host.now.steps == ["table nm-harbor", "ipv4 on"])
        let table = try #require(host.now.tables["nm-harbor"])
        #expect(table.contains("ip saddr { 10.10.0.0/16 } ip daddr { 192.168.1.0/24 } masquerade"))
        #expect(table.contains("meta nfproto ipv4 drop"))
        #expect(world.mode(of: "gateways") == 0o600)
    }

    @Test func `does nothing where its node forwards nothing`() async throws {
        _ = try await gateway().lead(to: duty("harbor", NodeRoles.none))
        _ = try await gateway().lead(to: .unknown)
        #expect(host.now.steps == [])
        #expect(try world.files == [])
    }

    @Test func `drops nothing on a machine that forwarded before`() async throws {
        host.alter { $0.forwarding[.ipv4] = true }
        _ = try await gateway().lead(to: duty())
        #expect(host.now.steps == ["table nm-harbor"])
        #expect(host.now.tables["nm-harbor"]?.contains("drop") == false)
        try await gateway().end()
        #expect(host.now.forwarding[.ipv4] == true)
    }

    @Test func `masquerades what lies behind other gateways, and nothing without translation`() async throws {
        _ = try await gateway().lead(to: duty(behindPeers: ["192.168.7.0/24"]))
        #expect(host.now.tables["nm-harbor"]?.contains("ip saddr { 10.10.0.0/16, 192.168.7.0/24 }") == true)
        _ = try await gateway().lead(to: duty("harbor", try Self.egress("192.168.1.0/24", by: nil, .none)))
        #expect(host.now.tables["nm-harbor"]?.contains("masquerade") == false)
    }

    @Test func `writes nothing when the same is asked again`() async throws {
        let gateway = gateway()
        for _ in 1...3 { #expect(try await gateway.lead(to: duty()).isRepair == false) }
        #expect(host.now.steps == ["table nm-harbor", "ipv4 on"])
    }

    @Test func `puts right what somebody changed, and says so`() async throws {
        let gateway = gateway()
        _ = try await gateway.lead(to: duty())
        let table = host.now.tables["nm-harbor"]
        host.alter { $0.tables["nm-harbor"] = nil }
        #expect(try await gateway.lead(to: duty()).isRepair)
        host.alter { $0.tables["nm-harbor"]? += "another rule" }
        #expect(try await gateway.lead(to: duty()).isRepair)
        host.alter { $0.forwarding[.ipv4] = false }
        #expect(try await gateway.lead(to: duty()).isRepair)
        #expect(host.now.tables["nm-harbor"] == table)
        #expect(host.now.forwarding[.ipv4] == true)
        #expect(try await gateway.lead(to: duty()).isRepair == false)
    }

    @Test func `takes all back when the role is taken away`() async throws {
        let gateway = gateway()
        _ = try await gateway.lead(to: duty())
        _ = try await gateway.lead(to: .none)
        #expect(host.now.tables == [:])
        #expect(host.now.forwarding == [.ipv4: false, .ipv6: false])
        #expect(try world.files == [])
    }

    @Test func `takes back what an earlier process left, also without having seen it`() async throws {
        _ = try await gateway().lead(to: duty())
        _ = try await gateway().lead(to: .none)
        #expect(host.now.tables == [:])
        #expect(host.now.forwarding[.ipv4] == false)
    }

    @Test func `lets the machine forward until the last network needs it no more`() async throws {
        let (harbor, branch) = (gateway(), gateway("branch"))
        _ = try await harbor.lead(to: duty())
        _ = try await branch.lead(to: duty("branch", NodeRoles(ingress: try IngressGateway())))
        #expect(host.now.forwarding == [.ipv4: true, .ipv6: true])
        try await branch.end()
        #expect(host.now.forwarding == [.ipv4: true, .ipv6: false])
        try await harbor.end()
        #expect(host.now.forwarding == [.ipv4: false, .ipv6: false])
        #expect(try world.files == [])
    }

    @Test func `of a network of any name locks nothing that is a network's, and leaves no lock`() async throws {
        #expect(world.folder.gatewaysLock != world.folder.lock(Samples.networkName("gateways")))
        try await world.folder.holding(Samples.networkName("gateways")) {
            let gateway = gateway("gateways")
            _ = try await gateway.lead(to: duty("gateways"))
            try await gateway.end()
            #expect(!AtomicFile.exists(world.folder.gatewaysLock))
        }
        #expect(try listed(world.folder.runDirectory).isEmpty)
    }

    @Test func `keeps out the machine's other networks, those that join later as well, until they are gateways`()
        async throws
    {
        let gateway = gateway()
        let guarded = #"iifname { "nm-harbor", "nm-lab" } meta nfproto ipv4 drop"#
        _ = try await gateway.lead(to: duty())
        #expect(host.now.tables["nm-harbor"]?.contains("nm-lab") == false)
        try world.folder.create()
        try AtomicFile.write(Array("{}".utf8), to: "\(world.folder.directory)/nettoken-lab", mode: 0o600)
        #expect(try await gateway.lead(to: duty(), isThorough: false).isRepair == false)
        #expect(host.now.tables["nm-harbor"]?.contains(guarded) == true)
        // Its own table says what is forwarded for it, and drops the rest.
        let lab = self.gateway("lab")
        _ = try await lab.lead(to: duty("lab"))
        _ = try await gateway.lead(to: duty(), isThorough: false)
        #expect(host.now.tables["nm-harbor"]?.contains("nm-lab") == false)
        #expect(host.now.tables["nm-lab"]?.contains(#"iifname "nm-lab" meta nfproto ipv4 drop"#) == true)
        _ = try await lab.lead(to: .none)
        _ = try await gateway.lead(to: duty(), isThorough: false)
        #expect(host.now.tables["nm-harbor"]?.contains(guarded) == true)
    }

    @Test func `gives back what the kernel changes with forwarding, but for interfaces that are gone`() async throws {
        host.alter {
            $0.interfaces = ["eth0", "br0", "br1"]
            $0.acceptsRedirects = false
            $0.forwardingInterfaces = [.ipv4: ["br0", "br1"], .ipv6: ["br0", "default"]]
        }
        _ = try await gateway().lead(to: duty("harbor", try Self.ingress()))
        #expect(host.now.forwardingInterfaces[.ipv4] == ["eth0", "br0", "br1", "default"])
        host.alter { $0.interfaces.remove("br1") }
        // Another process, which is stopped in the midst of it, and then another.
        host.alter { $0.stubbornness = WireGuardError(.refused, message: "not now", remedy: "later") }
        await #expect(throws: WireGuardError.self) { try await gateway().end() }
        #expect(host.now.forwarding[.ipv4] == false && host.now.acceptsRedirects)
        host.alter { $0.stubbornness = nil }
        try await gateway().end()
        #expect(!host.now.acceptsRedirects)
        #expect(host.now.forwardingInterfaces == [.ipv4: ["br0"], .ipv6: ["br0", "default"]])
        #expect(host.now.forwarding == [.ipv4: false, .ipv6: false])
        #expect(try world.files == [])
    }

    @Test func `gives back what it found first, whatever somebody did to the switch meanwhile`() async throws {
        host.alter { ($0.acceptsRedirects, $0.forwardingInterfaces) = (false, [.ipv4: ["eth0"]]) }
        let gateway = gateway()
        _ = try await gateway.lead(to: duty())
        host.setForwarding(.ipv4, on: false)
        #expect(host.now.acceptsRedirects)
        #expect(try await gateway.lead(to: duty()).isRepair)
        try await gateway.end()
        #expect(!host.now.acceptsRedirects && host.now.forwardingInterfaces[.ipv4] == ["eth0"])
    }

    @Test func `reads what an older release wrote of the machine`() async throws {
        try AtomicFile.write(
            Array(#"{"former":{"ipv4":false},"life":"first","networks":{"harbor":["ipv4"]}}"#.utf8),
            to: "\(world.folder.directory)/gateways", mode: 0o600)
        host.alter { $0.tables["nm-harbor"] = "of the older release" }
        host.setForwarding(.ipv4, on: true)
        try await gateway().end()
        #expect(host.now.tables == [:] && host.now.forwarding[.ipv4] == false)
        #expect(try world.files == [])
    }

    private static func ingress() throws -> NodeRoles { NodeRoles(ingress: try IngressGateway()) }

    @Test func `keeps the routes that the machine has of routers, and gives back what it set for that`() async throws {
        host.alter { $0.hearing = ["eth0": 1, "eth1": 0, "eth2": 2] }
        let gateway = gateway()
        _ = try await gateway.lead(to: duty("harbor", try Self.ingress()))
        // Before the machine forwards: the kernel takes the routes away at that moment.
        #expect(host.now.steps == ["table nm-harbor", "ipv4 on", "eth0 2", "ipv6 on"])
        try await gateway.end()
        #expect(host.now.steps.suffix(4) == ["no table nm-harbor", "ipv4 off", "ipv6 off", "eth0 1"])
        #expect(host.now.hearing == ["eth0": 1, "eth1": 0, "eth2": 2])
        #expect(try world.files == [])
    }

    @Test func `leaves alone what somebody else set of routers meanwhile, and what it has not set`() async throws {
        host.alter { $0.hearing = ["eth0": 1, "eth1": 1] }
        _ = try await gateway().lead(to: duty("harbor", try Self.ingress()))
        host.alter { $0.hearing = ["eth0": 0, "eth1": 2, "eth2": 2] }
        // Another process: only what is written tells.
        try await gateway().end()
        #expect(host.now.hearing == ["eth0": 0, "eth1": 1, "eth2": 2])
    }

    @Test func `sets nothing of routers on a machine that forwarded before, nor for IPv4 alone`() async throws {
        host.alter { $0.hearing = ["eth0": 1] }
        let gateway = gateway()
        _ = try await gateway.lead(to: duty())
        #expect(host.now.hearing == ["eth0": 1])
        try await gateway.end()
        host.alter { $0.forwarding[.ipv6] = true }
        _ = try await self.gateway().lead(to: duty("harbor", try Self.ingress()))
        #expect(host.now.hearing == ["eth0": 1])
    }

    @Test func `knows again what an older release wrote in this life of the machine`() async throws {
        host.alter { $0.life = "boot net:[7]" }
        _ = try await gateway().lead(to: duty())
        host.alter { $0.life = "boot net:[7] 12" }
        try await gateway().end()
        #expect(host.now.tables == [:])
        #expect(host.now.forwarding[.ipv4] == false)
    }

    @Test func `lives in a machine that has been started, and in a network namespace`() {
        let words = LinuxGatewayHost().life.split(separator: " ")
        #expect(words.count >= 2 && words[1].hasPrefix("net:["))
        #expect(LinuxGatewayHost().life == LinuxGatewayHost().life)
    }

    @Test func `begins nothing once it has ended`() async throws {
        let gateway = gateway()
        try await gateway.end()
        _ = try await gateway.lead(to: duty())
        #expect(host.now.steps == [])
    }

    @Test func `refuses a table of its name that it has not made, and leaves it`() async throws {
        host.alter { $0.tables["nm-harbor"] = "somebody's" }
        let gateway = gateway()
        await #expect(throws: AgentError.self) { try await gateway.lead(to: duty()) }
        try await gateway.end()
        #expect(host.now.tables == ["nm-harbor": "somebody's"])
        #expect(host.now.steps == [])
    }

    @Test func `forgets what it had set up when the machine has started anew`() async throws {
        _ = try await gateway().lead(to: duty())
        host.alter {
            $0 = FakeGatewayHost.State()
            $0.life = "second"
            $0.tables["nm-harbor"] = "somebody's"
            $0.forwarding[.ipv4] = true
        }
        _ = try await gateway().lead(to: .none)
        #expect(host.now.tables == ["nm-harbor": "somebody's"])
        #expect(host.now.forwarding[.ipv4] == true)
    }

    @Test func `forwards nothing without a firewall, and says what to install`() async throws {
        host.alter {
            $0.failure = WireGuardError(.noImplementation, message: "nft is not installed", remedy: "install nftables")
        }
        await #expect(throws: WireGuardError.self) { try await gateway().lead(to: duty()) }
        #expect(host.now.forwarding[.ipv4] == false)
        #expect(try world.files == [])
    }

    @Test func `names the chain that drops what it forwards`() async throws {
        host.alter { $0.obstacles = [ForwardingObstacle(family: "ip", table: "filter", chain: "FORWARD")] }
        let trouble = try #require(try await gateway().lead(to: duty()).trouble)
        #expect(trouble.contains("chain FORWARD of table ip filter"))
        #expect(trouble.contains("iptables -I FORWARD -i nm-harbor -j ACCEPT"))
    }

    @Test func `works on, and says so, where what others drop cannot be looked at`() async throws {
        let gateway = gateway()
        host.alter {
            $0.obstacles = [ForwardingObstacle(family: "ip", table: "large", chain: "FORWARD", doubt: "no answer")]
        }
        #expect(
            try await gateway.lead(to: duty()).trouble?.contains("table ip large") == true)
        host.alter {
            $0.blindness = WireGuardError(.refused, message: "the chains are too many", remedy: "have fewer")
        }
        let outcome = try await gateway.lead(to: duty())
        #expect(outcome.trouble?.contains("the chains are too many") == true && !outcome.isRepair)
        #expect(host.now.steps == ["table nm-harbor", "ipv4 on"])
        host.alter { ($0.obstacles, $0.blindness) = ([], nil) }
        #expect(try await gateway.lead(to: duty()).trouble == nil)
    }

    @Test func `names the interface that is not there`() async throws {
        let trouble = try await gateway().lead(to: duty("harbor", try Self.egress("192.168.1.0/24", by: "eth7")))
            .trouble
        #expect(trouble?.contains("no interface eth7") == true)
    }

    @Test func `takes back what a network left that the machine is not in, and nothing of others`() async throws {
        _ = try await gateway("branch").lead(to: duty("branch"))
        host.alter { $0.tables["nm-other"] = "somebody's" }
        try await world.environment.sweepGateways()
        #expect(host.now.tables == ["nm-other": "somebody's"])
        #expect(host.now.forwarding[.ipv4] == false)
        #expect(try world.files == [])
    }

    @Test func `does not guess at a book that is damaged`() async throws {
        try AtomicFile.write(Array("{\n".utf8), to: "\(world.folder.directory)/gateways", mode: 0o600)
        let error = await #expect(throws: AgentError.self) { try await gateway().lead(to: duty()) }
        #expect(error?.code == .damagedFile)
        #expect(host.now.steps == [])
    }
}
