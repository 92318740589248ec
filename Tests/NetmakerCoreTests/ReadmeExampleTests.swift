import NetmakerCore
import Testing

/// The README's example, line by line: Scripts/test compares the two.
@Suite struct `The example in the README` {
    @Test func `tells each machine of the other`() throws {
        // README begins
        // A network is a value.
        let now = SystemWallClock().now
        let harbor = Network(
            name: try NetworkName(parsing: "harbor"), displayName: "Main harbor",
            ranges: try AddressRanges(
                ipv4: IPv4Prefix(parsing: "10.10.0.0/16"), ipv6: IPv6Prefix(parsing: "fd00:10::/64")),
            epoch: .random(), createdAt: now)
        var state = NetworkState(harbor)

        // Machines come: the state says which addresses are next, and applying the change takes them.
        for hostname in ["alice", "bob"] {
            let addresses = try state.nextAddresses(now: now)
            let node = Node(
                id: .random(), network: harbor.name, name: NodeName(adapting: hostname),
                identity: IdentityPrivateKey.generate().identityKey, publicKey: PrivateKey.generate().publicKey,
                ipv4: addresses.ipv4, ipv6: addresses.ipv6, listenPort: .netmaker, persistentKeepalive: .netmaker,
                mtu: .wireGuard, interface: try InterfaceName(parsing: "nm-harbor"),
                facts: NodeFacts(
                    hostname: hostname, operatingSystem: "Debian GNU/Linux 12", architecture: "x86_64", version: "1.0",
                    backend: "kernel"),
                joinedAt: now, accessKey: .random())
            try state.apply([.putNode(node)], at: state.revision.next, time: now)
        }

        // What alice is told: everyone else, as records that do not depend on who looks.
        let alice = state.node(named: try NodeName(parsing: "alice"))
        let told = alice.map { state.peers(of: $0.id) } ?? []
        for peer in told { print("\(peer.name) is reached by \(peer.allowedIPs)") }
        // README ends

        #expect(told.map(\.name.description) == ["bob"])
        #expect(told.flatMap(\.allowedIPs).map(\.description) == ["10.10.0.2/32", "fd00:10::2/128"])
    }
}
