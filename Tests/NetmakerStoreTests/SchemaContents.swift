import NetmakerCore
import NetmakerTesting

/// What the databases in `Schemas` hold, from schema 2 on: every kind of object that releases of a schema knew. That of
/// schema 1 is older than this.
enum SchemaContents {
    /// The changes that lead to what a schema's database holds, oldest first.
    static func entries(through schema: Int) throws -> [ChangeEntry] {
        try steps.prefix(schema).flatMap { try $0() }
    }

    /// What each schema added; one that has nothing of its own has changes that were kept otherwise before.
    static let steps: [@Sendable () throws -> [ChangeEntry]] = [first, names, clients, tokens, replacements]

    private static func entry(_ aggregate: AggregateID, _ revision: UInt64, _ mutations: [Mutation]) -> ChangeEntry {
        ChangeEntry(
            aggregate: aggregate, revision: Revision(revision), time: Samples.time, actor: "user:alice",
            mutations: mutations)
    }

    private static func harbor(_ revision: UInt64, _ mutations: [Mutation]) -> ChangeEntry {
        entry(Samples.network().aggregate, revision, mutations)
    }

    /// A node of the network as it is everywhere here, at a revision.
    private static func node(_ number: Int, _ revision: UInt64) -> Node {
        Samples.node(number, revision: Revision(revision))
    }

    /// A server, its admin and their session; a network with a key and nodes, of which one is gone; another network.
    @Sendable private static func first() throws -> [ChangeEntry] {
        let quay = Samples.network("quay", epoch: 2)
        let server = ServerIdentity(id: ServerID(rawValue: 0x51), createdAt: Samples.time)
        return [
            entry(.directory, 1, [.putServer(server), .putUser(Samples.user())]),
            entry(.directory, 2, [.putLoginSession(Samples.loginSession(1))]),
            harbor(
                1,
                [
                    .putNetwork(Samples.network()), .putAccessKey(Samples.accessKey(1, uses: .remaining(2))),
                    .putNode(node(1, 1)),
                ]),
            harbor(2, [.putNode(node(2, 2)), .putNode(node(3, 2))]),
            harbor(3, [.removeNode(RemovedNode(node(3, 2), reason: .removed, at: Samples.time))]),
            entry(quay.aggregate, 1, [.putNetwork(quay)]),
        ]
    }

    /// All that an admin may set of a network and of a node, and custom names for addresses and for a node.
    @Sendable private static func names() throws -> [ChangeEntry] {
        var network = Samples.network()
        network.displayName = "The harbor"
        network.defaults = NodeDefaults(
            listenPort: try ListenPort(51_900), persistentKeepalive: .off, mtu: try MTU(1400),
            interface: try InterfaceName(parsing: "nm-h"), options: NodeOptions(roaming: false))
        network.nodeLimit = try NodeLimit(50)
        network.options = NetworkOptions(
            admission: .manual, localRange: Samples.prefix("192.168.0.0/16"), checkInInterval: try CheckInInterval(60))
        network.keyGeneration = network.keyGeneration.next
        network.dnsSuffix = try DNSSuffix(parsing: "corp")
        network.dnsServers = try DNSServers([Samples.address(53)])
        network.revision = Revision(4)
        var node = node(1, 4)
        node.nextPublicKey = Samples.publicKey(101)
        node.pinnedEndpoint = Endpoint(address: Samples.address(1), port: .netmaker)
        node.localAddresses = Samples.report().localAddresses
        node.observedIPv4 = try IPv4Address(parsing: "203.0.113.1")
        node.options = NodeOptions(
            udpHolePunching: false, dnsOn: false,
            commands: InterfaceCommands(postUp: try ShellCommand("true"), postDown: try ShellCommand("false")))
        node.standing = NodeStanding(connection: .disconnected, expiresAt: Samples.time + .seconds(3600))
        node.grant = try NodeGrant(tags: [try Tag(parsing: "web")], lifetime: .ephemeral)
        let alias = DNSRecord(
            network: network.name, name: try DNSRecordName(parsing: "mail"), target: .node(Samples.nodeID(2)),
            createdAt: Samples.time, revision: Revision(4))
        return [
            harbor(
                4,
                [
                    .putNetwork(network), .putNode(node), .putDNSRecord(alias),
                    .putDNSRecord(Samples.dnsRecord("shop", ["10.10.0.99", "fd00:10::99"], revision: Revision(4))),
                ])
        ]
    }

    /// A node that is a gateway of either kind and a relay, and clients, of which one is gone.
    @Sendable private static func clients() throws -> [ChangeEntry] {
        var gateway = node(2, 5)
        gateway.pinnedEndpoint = Endpoint(address: Samples.address(2), port: .netmaker)
        gateway.roles = NodeRoles(
            egress: try EgressGateway(
                ranges: [Samples.prefix("198.18.0.0/24")], interface: try InterfaceName(parsing: "eth1"),
                translation: .none),
            ingress: try IngressGateway(nameServers: [Samples.address(54)]), relay: RelayMark(markedAt: Samples.time))
        gateway.allowedRanges = [Samples.prefix("198.18.1.0/24")]
        var client = Samples.client(1, by: gateway.id, revision: Revision(5))
        client.nameServers = [Samples.address(55)]
        client.allowedRanges = [Samples.prefix("198.18.2.0/24")]
        client.access = .disabled
        client.expiresAt = Samples.time + .seconds(3600)
        let former = Samples.client(2, by: gateway.id, revision: Revision(5))
        return [
            harbor(5, [.putNode(gateway), .putClient(client), .putClient(former)]),
            harbor(6, [.removeClient(RemovedClient(former, at: Samples.time))]),
        ]
    }

    /// A user who may not do everything, and tokens.
    @Sendable private static func tokens() throws -> [ChangeEntry] {
        let harbor: Set = [Samples.networkName()]
        return [
            entry(
                .directory, 3,
                [
                    .putUser(
                        Samples.user("bob", role: .networkAdmin(of: harbor, commands: .granted), revision: Revision(3))),
                    .putAPIToken(Samples.apiToken(1)),
                    .putAPIToken(
                        Samples.apiToken(
                            2, of: "bob", access: .readOnly, networks: harbor,
                            expiresAt: Samples.time + .seconds(3600))),
                ])
        ]
    }

    /// Changes of what is there, each with what it replaced.
    @Sendable private static func replacements() throws -> [ChangeEntry] {
        var node = node(1, 7)
        node.mtu = try MTU(1300)
        return [
            harbor(
                7,
                [
                    .putNode(node), .putDNSRecord(Samples.dnsRecord("shop", revision: Revision(7))),
                    .removeDNSRecord(try DNSRecordName(parsing: "mail")),
                ])
        ]
    }
}

/// All objects of a truth, to compare it with another.
struct TruthContents: Equatable {
    let server: ServerIdentity?
    let users: Set<User>
    let loginSessions: Set<LoginSession>
    let apiTokens: Set<APIToken>
    let networks: [Network]
    let revisions: [Revision]
    let nodes: Set<Node>
    let accessKeys: Set<AccessKey>
    let dnsRecords: Set<DNSRecord>
    let clients: Set<ExternalClient>
    let removedNodes: Set<RemovedNode>

    init(_ truth: Truth) {
        let states = truth.networks.values.sorted { $0.network.name < $1.network.name }
        server = truth.directory.server
        users = Set(truth.directory.users.values)
        loginSessions = Set(truth.directory.loginSessions.values)
        apiTokens = Set(truth.directory.apiTokens.values)
        networks = states.map(\.network)
        revisions = [truth.directory.revision] + states.map(\.revision)
        nodes = Set(states.flatMap(\.nodes.values))
        accessKeys = Set(states.flatMap(\.accessKeys.values))
        dnsRecords = Set(states.flatMap(\.dnsRecords.values))
        clients = Set(states.flatMap(\.clients.values))
        removedNodes = Set(truth.removedNodes.values)
    }
}
