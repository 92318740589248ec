import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `An external client's file` {
    private static func state(_ client: ExternalClient = Samples.client(1)) throws -> NetworkState {
        var (egress, other) = (Samples.node(2), Samples.client(2))
        egress.roles.egress = try EgressGateway(ranges: [Samples.prefix("172.16.0.0/16")])
        other.allowedRanges = [Samples.prefix("192.168.8.0/24")]
        return try NetworkState(
            Samples.network(), revision: Revision(1), nodes: [Samples.gateway(1), egress], accessKeys: [],
            removedNodes: [], clients: [client, other])
    }

    private static func profile(_ state: NetworkState) throws -> ClientProfile {
        try ClientProfile(
            of: try #require(state.clients[ExternalClientID(rawValue: 1)]), in: state, routed: state.routedRanges)
    }

    @Test func `says how the device enters, and what it reaches there but itself`() throws {
        var client = Samples.client(1)
        client.allowedRanges = [Samples.prefix("192.168.7.0/24")]
        client.nameServers = [try IPAddress(parsing: "10.10.0.1")]
        let key = PrivateKey.generate()
        #expect(
            try Self.profile(Self.state(client)).textRevealingSecret(key) == """
                [Interface]
                Address = 10.10.234.97/32, fd00:10::ea61/128
                DNS = 10.10.0.1
                MTU = 1420
                PrivateKey = \(key.base64RevealingSecret())

                [Peer]
                PublicKey = \(Samples.publicKey(1))
                AllowedIPs = 10.10.0.0/16, 172.16.0.0/16, 192.168.8.0/24, fd00:10::/64
                Endpoint = 192.0.2.1:51821
                PersistentKeepalive = 20

                """)
    }

    @Test func `has a placeholder where the private key is not known`() throws {
        let text = try Self.profile(Self.state()).text
        #expect(text.contains("\nPrivateKey = \(ClientProfile.placeholder)\n"))
        #expect(!text.contains("DNS"))
    }

    @Test func `leaves out what is off`() throws {
        var network = Samples.network()
        network.defaults.persistentKeepalive = .off
        var state = try Self.state()
        try state.apply([.putNetwork(network)], at: Revision(2), time: Samples.time)
        #expect(try !Self.profile(state).text.contains("PersistentKeepalive"))
    }

    @Test func `leads to where the gateway is seen, unless it is said`() throws {
        var gateway = Samples.gateway(1)
        gateway.pinnedEndpoint = nil
        gateway.observedIPv6 = try IPv6Address(parsing: "2001:db8::1")
        #expect(try ClientProfile.endpoint(of: gateway).description == "[2001:db8::1]:51821")
        gateway.observedIPv4 = try IPv4Address(parsing: "203.0.113.9")
        #expect(try ClientProfile.endpoint(of: gateway).description == "203.0.113.9:51821")
        gateway.observedIPv4 = nil
        gateway.observedIPv6 = nil
        #expect(throws: ModelError(.conflict, message: "", remedy: "")) { try ClientProfile.endpoint(of: gateway) }
    }

    @Test func `is outdated when something else is to be said, and only then`() throws {
        var client = Samples.client(1)
        client.handedOut = try Self.profile(Self.state()).digest
        func isOutdated(_ change: (inout ExternalClient, inout [Mutation]) throws -> Void) throws -> Bool {
            var (changed, mutations) = (client, [Mutation]())
            try change(&changed, &mutations)
            var state = try Self.state(changed)
            try state.apply(mutations, at: Revision(2), time: Samples.time)
            return state.isFileOutdated(of: changed, routed: state.routedRanges)
        }
        #expect(try !isOutdated { _, _ in })
        #expect(try !isOutdated { client, _ in client.name = Samples.nodeName(9) })
        #expect(try !isOutdated { client, _ in client.access = .disabled })
        #expect(try !isOutdated { client, _ in client.allowedRanges = [Samples.prefix("192.168.7.0/24")] })
        #expect(try !isOutdated { _, mutations in mutations = [.putNode(Samples.node(7))] })

        #expect(try isOutdated { client, _ in client.publicKey = Samples.publicKey(9) })
        #expect(try isOutdated { client, _ in client.nameServers = [Samples.address(9)] })
        #expect(try isOutdated { client, _ in client.gateway = Samples.nodeID(2) })
        #expect(
            try isOutdated { _, mutations in
                var gateway = Samples.gateway(1)
                gateway.pinnedEndpoint = Endpoint(address: Samples.address(77), port: .netmaker)
                mutations = [.putNode(gateway)]
            })
        #expect(
            try isOutdated { _, mutations in
                var node = Samples.node(7)
                node.allowedRanges = [Samples.prefix("198.18.0.0/15")]
                mutations = [.putNode(node)]
            })
        #expect(
            try isOutdated { _, mutations in
                var gateway = Samples.gateway(1)
                gateway.roles.ingress = nil
                mutations = [.putNode(gateway)]
            })
    }
}
