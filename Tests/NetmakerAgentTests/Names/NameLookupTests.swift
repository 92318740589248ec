import DurableFiles
import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerAgent

/// Whom the machine's resolver is told to ask, and when that is taken back.
@Suite(.timeLimit(.minutes(1))) struct `The lookup of names` {
    private let world: World
    private let server = TestServer()

    init() async throws {
        world = try await World.joined(server)
        try world.resolver.add("nm-harbor")
    }

    private var zones: [String] {
        ["harbor", "10.10.in-addr.arpa", "0.0.0.0.0.0.0.0.0.1.0.0.0.0.d.f.ip6.arpa"]
    }

    private func settings(_ agent: Agent) throws -> ResolverSettings {
        ResolverSettings(servers: [try #require(agent.progress.names?.address)], zones: zones)
    }

    @Test func `is at the agent's own address, for the network's zones alone`() async throws {
        try await world.running(world.agent()) { [world, zones] agent in
            try await agent.progress { $0.names?.lookup == .pointed }
            let names = try #require(agent.progress.names)
            let address = try #require(names.address)
            #expect(address.hasPrefix("127.110.0.1:"))
            #expect(world.resolver.settings("nm-harbor") == ResolverSettings(servers: [address], zones: zones))
            #expect(names.zones == [DomainName(Samples.networkName())] && names.trouble == nil)
            #expect(await agent.status().names == names)
        }
    }

    @Test func `stands when the agent stops, and is not told again by the next`() async throws {
        let resolver = world.resolver
        let listening = try NamePort.free()
        for _ in 1...2 {
            let agent = try Agent(network: Samples.networkName(), environment: world.environment(namesAt: listening))
            try await world.running(agent) { agent in
                try await agent.progress { $0.names?.lookup == .pointed }
            }
            #expect(resolver.settings("nm-harbor") != nil)
        }
        #expect(resolver.calls.count == 1)
    }

    @Test func `is told again when it was only half told before a crash`() async throws {
        let files = MembershipFiles(folder: world.folder, network: Samples.networkName())
        let listening = try NamePort.free()
        let half = ResolverSettings(servers: ["127.110.0.1:\(listening.ports[0])"], zones: zones)
        try files.save(
            NameClaim(
                index: #require(NetworkIndex(1)), zones: zones, told: NameClaim.Told(settings: half, link: nil)))
        try await world.running(
            Agent(network: Samples.networkName(), environment: world.environment(namesAt: listening))
        ) { [world] agent in
            try await agent.progress { $0.names?.lookup == .pointed }
            #expect(world.resolver.calls.count == 1)
        }
    }

    @Test func `is told for an interface that was made anew`() async throws {
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.names?.lookup == .pointed }
            try world.resolver.remove("nm-harbor")
            await world.watch()
            try await agent.progress { $0.names?.lookup == .waiting }
            try world.resolver.add("nm-harbor")
            await world.watch()
            try await agent.progress { $0.names?.lookup == .pointed }
            #expect(world.resolver.settings("nm-harbor") != nil)
        }
    }

    @Test func `is put right when somebody else changes it, but not all the time`() async throws {
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.names?.lookup == .pointed }
            let settings = world.resolver.settings("nm-harbor")
            try world.resolver.disturb("nm-harbor")
            await world.watch()
            try await agent.progress { $0.names?.lookup == .failed }
            #expect(agent.progress.trouble?.contains("something else changes") ?? false)
            await world.watch(over: NameLookup.pause)
            try await agent.progress { $0.names?.lookup == .pointed }
            #expect(world.resolver.settings("nm-harbor") == settings && agent.progress.trouble == nil)
        }
    }

    @Test func `is taken back when the machine leaves, before the interface goes`() async throws {
        let resolver = world.resolver
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.names?.lookup == .pointed && $0.isReachable }
            _ = try await world.environment.leave(Samples.networkName())
        }
        #expect(resolver.calls.last == "revert nm-harbor" && resolver.settings("nm-harbor") == nil)
        #expect(try Folder.contents(world.folder.runDirectory).allSatisfy { !$0.hasSuffix(".names") })
    }

    @Test func `is taken back when the machine leaves without its daemon`() async throws {
        try await world.running(world.agent()) { agent in
            try await agent.progress { $0.names?.lookup == .pointed }
        }
        #expect(world.resolver.settings("nm-harbor") != nil)
        _ = try await world.environment.leave(Samples.networkName())
        #expect(world.resolver.settings("nm-harbor") == nil)
        #expect(try Folder.contents(world.folder.runDirectory).allSatisfy { !$0.hasSuffix(".names") })
    }

    @Test func `goes and comes with the option of the node`() async throws {
        try await world.running(world.agent()) { [world, server] agent in
            try await agent.progress { $0.names?.lookup == .pointed && $0.synchronizations == 1 }
            server.say(.configuration(Self.configuration { node, _ in node.options.dnsOn = false }))
            try await agent.progress { $0.names == .off }
            #expect(world.resolver.settings("nm-harbor") == nil)
            server.say(.configuration(Self.configuration { _, _ in }))
            try await agent.progress { $0.names?.lookup == .pointed }
            #expect(world.resolver.settings("nm-harbor") != nil)
        }
    }

    @Test func `goes when the node's time is over, with the server gone`() async throws {
        try await world.running(world.agent()) { [world, server] agent in
            try await agent.progress { $0.names?.lookup == .pointed && $0.synchronizations == 1 }
            let end = Samples.time + .seconds(20)
            server.say(.configuration(Self.configuration { node, _ in node.standing.expiresAt = end }))
            while await agent.tunnel.configuration?.expiresAt != end { await Task.yield() }
            server.behave(.unreachable)
            server.hangUp()
            await world.watch(over: .seconds(25))
            try await agent.progress { $0.names == .off }
            #expect(world.resolver.settings("nm-harbor") == nil)
        }
    }

    @Test func `is at the network's servers where it has some`() async throws {
        let servers = try DNSServers([try IPAddress(parsing: "10.10.0.53"), try IPAddress(parsing: "fd00:10::53")])
        try await world.running(world.agent()) { [world, server, zones] agent in
            try await agent.progress { $0.names?.lookup == .pointed && $0.synchronizations == 1 }
            server.say(.configuration(Self.configuration { _, network in network.dnsServers = servers }))
            try await agent.progress { $0.names?.servers == servers.addresses && $0.names?.lookup == .pointed }
            #expect(agent.progress.names?.address == nil)
            #expect(
                world.resolver.settings("nm-harbor")
                    == ResolverSettings(servers: ["10.10.0.53", "fd00:10::53"], zones: zones))
        }
    }

    @Test func `is for no zone that is not the network's, whatever the server says`() throws {
        let told = NodeDNS(
            zones: try ["harbor", "example", "harbor.example"].map(DomainName.init(parsing:)), servers: nil)
        let plain = Self.configuration { _, _ in }
        let configuration = NodeConfiguration(
            node: plain.node, network: plain.network, name: plain.name, ranges: plain.ranges,
            addresses: plain.addresses, listenPort: plain.listenPort, persistentKeepalive: plain.persistentKeepalive,
            mtu: plain.mtu, interface: plain.interface, pinnedEndpoint: nil, observedAddresses: [], publicKey: nil,
            revision: plain.revision, dns: told)
        let wish = NameWish(configuration, besides: [:])
        #expect(wish.zones.map(\.description) == ["harbor", "harbor.example"])
        #expect(wish.allZones == ["harbor", "harbor.example"] + zones.dropFirst())
    }

    /// What the node of the server is told.
    private static func configuration(_ change: (inout Node, inout Network) -> Void) -> NodeConfiguration {
        var network = Samples.network()
        var node = Samples.node(1, in: network)
        node.interface = .default(for: network.name)
        change(&node, &network)
        return NodeConfiguration(of: node, in: network)
    }

    @Test func `is told of by address where there is no resolver, which is no trouble`() async throws {
        world.resolver.stop()
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.names?.lookup == .absent }
            #expect(agent.progress.names?.address != nil && agent.progress.trouble == nil)
            world.resolver.start()
            await world.watch()
            try await agent.progress { $0.names?.lookup == .pointed }
        }
    }

    @Test func `is tried again after a failure, which leaves the tunnel alone`() async throws {
        world.resolver.fail(with: "no such bus")
        try await world.running(world.agent()) { [world] agent in
            try await agent.progress { $0.names?.lookup == .failed && $0.synchronizations == 1 }
            #expect(agent.progress.trouble == "no such bus" && agent.progress.interfaceTrouble == nil)
            #expect(try await world.device()?.state().peers.count == 2)
            world.resolver.fail(with: nil)
            await world.watch(over: NameLookup.pause)
            try await agent.progress { $0.names?.lookup == .pointed }
        }
    }

    @Test func `of addresses is for the network with the lower number where two have the same`() async throws {
        let other = TestServer(Samples.network("branch"))
        try world.place(other, at: 50052)
        var request = try World.request("branch", port: 50052)
        request.overlapPolicy = .accept
        _ = try await world.environment.join(request)
        try world.resolver.add("nm-branch")
        try await world.running(world.agent()) { [world] first in
            try await first.progress { $0.names?.lookup == .pointed }
            try await world.running(world.agent("branch")) { second in
                try await second.progress { $0.names?.lookup == .pointed }
                #expect(second.progress.names?.zones.map(\.description) == ["branch"])
                #expect(second.progress.names?.trouble?.contains("10.10.in-addr.arpa is network harbor's") ?? false)
                #expect(second.progress.names?.address?.hasPrefix("127.110.0.2:") ?? false)
                #expect(second.progress.trouble == nil)
                #expect(world.resolver.settings("nm-branch")?.zones == ["branch"])
            }
        }
    }
}

extension World {
    /// Has the agent watch the machine once, after so long.
    fileprivate func watch(over duration: Duration = Agent.watchInterval) async {
        // Whatever has just happened, it is back at its post before the time passes.
        await clock.waitForSleeper(until: clock.now.offset + Agent.watchInterval)
        clock.advance(by: duration)
    }
}
