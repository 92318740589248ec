import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `What a node's peers are told` {
    @Test func `is all others in the order of their ids`() throws {
        let state = try NetworkState(
            Samples.network(), revision: Revision(1), nodes: [3, 1, 2].map { Samples.node($0) }, accessKeys: [],
            removedNodes: [])
        #expect(state.peers(of: Samples.nodeID(2)).map(\.id) == [Samples.nodeID(1), Samples.nodeID(3)])
    }

    @Test func `routes its two private addresses and nothing else`() {
        #expect(
            PeerRecord(Samples.node(7)).allowedIPs.map(\.description) == ["10.10.0.7/32", "fd00:10::7/128"])
    }

    @Test func `names its local addresses with where they sit behind, and the observed ones with its port`() throws {
        var node = Samples.node(1)
        node.localAddresses = [try InterfaceAddress(parsing: "198.51.100.7/24")]
        node.observedIPv4 = try IPv4Address(parsing: "192.0.2.9")
        node.listenPort = try ListenPort(4000)
        let candidates = PeerRecord(node).candidates
        #expect(candidates.local.map(\.endpoint.description) == ["198.51.100.7:4000"])
        #expect(candidates.local.map(\.subnet.description) == ["198.51.100.0/24"])
        #expect(candidates.local.map(\.behind) == [.v4(try IPv4Address(parsing: "192.0.2.9"))])
        #expect(candidates.observedIPv4?.description == "192.0.2.9:4000")
    }

    /// One field of a node that its peers are told.
    struct Told: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout Node) throws -> Void
    }

    @Test(arguments: [
        Told(testDescription: "name") { $0.name = Samples.nodeName(99) },
        Told(testDescription: "public key") { $0.publicKey = Samples.publicKey(99) },
        Told(testDescription: "no IPv4 address") { $0.ipv4 = nil },
        Told(testDescription: "no IPv6 address") { $0.ipv6 = nil },
        Told(testDescription: "pinned endpoint") { $0.pinnedEndpoint = try Endpoint(parsing: "192.0.2.1:1") },
        Told(testDescription: "local address") {
            $0.localAddresses = [try InterfaceAddress(parsing: "198.51.100.7/24")]
        },
        Told(testDescription: "observed IPv4") { $0.observedIPv4 = try IPv4Address(parsing: "192.0.2.1") },
        Told(testDescription: "next public key") { $0.nextPublicKey = Samples.publicKey(99) },
        Told(testDescription: "expiry") { $0.standing.expiresAt = Samples.time },
        Told(testDescription: "observed IPv6") { $0.observedIPv6 = try IPv6Address(parsing: "2001:db8::1") },
    ])
    func `has another digest when it says something else`(told: Told) throws {
        let before = PeerRecord(Samples.node(1))
        var node = Samples.node(1)
        try told.change(&node)
        #expect(PeerRecord(node).digest != before.digest)
    }

    @Test func `does not change with what is only for people to read`() {
        var node = Samples.node(1)
        node.facts = Samples.facts(hostname: "renamed")
        node.revision = Revision(9)
        #expect(PeerRecord(node) == PeerRecord(Samples.node(1)))
    }

    /// The digests are part of the agents' protocol: both ends compute them, of different releases.
    @Test func `has a digest that no release may change`() throws {
        var node = Samples.node(1)
        node.localAddresses = [try InterfaceAddress(parsing: "198.51.100.7/24")]
        node.observedIPv4 = try IPv4Address(parsing: "192.0.2.9")
        #expect(PeerRecord(node).digest.description == "582811585b19e26f9b7dfe84826dec55")
    }

    @Test func `has another digest when a client's name ends otherwise, and the same as ever when none ends`() throws {
        func digest(_ ends: Timestamp?...) throws -> String {
            let clients = ends.enumerated().map { number, end in
                var client = Samples.client(number + 1)
                client.expiresAt = end
                return ClientName(client)
            }
            return PeerRecord(Samples.node(1), clients: clients).digest.description
        }
        #expect(try digest(nil, nil) == "541923e45a4969e059026dcef2a4e170")
        #expect(try digest(nil, Samples.time) == "dd51655ddabb2ade8bf744af35006e3f")
        let ends = [Timestamp?.none, Samples.time, Samples.time + .seconds(1), Timestamp(millisecondsSince1970: 0)]
        let digests = try ends.flatMap { first in try ends.map { try digest(first, $0) } }
        #expect(Set(digests).count == digests.count)
    }
}
