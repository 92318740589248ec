import FoundationEssentials
import NetmakerAPI
import NetmakerCore
import NetmakerTesting

extension DescribedType {
    static let requests: [DescribedType] = [
        .request(SetupRequest.self), .request(LoginRequest.self), .request(CreateNetworkRequest.self),
        .request(UpdateNetworkRequest.self), .request(UpdateNodeRequest.self), .request(ChangeRangesRequest.self),
        .request(CreateDNSRecordRequest.self), .request(UpdateDNSRecordRequest.self),
        .request(CreateAccessKeyRequest.self), .request(UpdateAccessKeyRequest.self),
        .request(ChangePasswordRequest.self),
        .request(CreateAPITokenRequest.self), .request(CreateUserRequest.self), .request(UpdateUserRequest.self),
        .request(ResetPasswordRequest.self), .request(EgressRequest.self), .request(IngressRequest.self),
        .request(ExtraRangesRequest.self), .request(CreateClientRequest.self), .request(UpdateClientRequest.self),
        .request(HandOutFileRequest.self),
    ]

    static let answers: [DescribedType] =
        networks + nodes + accessKeys + people + gateways + server + problems + history + events + why

    private static let networks: [DescribedType] = [
        .answer(network, ipv6Network), .answer(Listing([network]), Listing([network], next: "~harbor")),
        .answer(
            ConvergenceResource(
                network: Samples.networkName(), revision: Revision(3), lagging: [member], disconnected: [])
        ),
        .answer(member), .answer(ranges, ipv4Ranges, ipv6Ranges),
        .answer(ranges.moves[0], ipv4Ranges.moves[0], ipv6Ranges.moves[0]), .answer(ranges.followers[0]),
        .answer(ranges.followers[0].changes[0], gained.followers[0].changes[0], lost.followers[0].changes[0]),
        .answer(KeyRefreshResource(of: NetworkState(limited))), .answer(record, alias),
        .answer(Listing([record]), Listing([record], next: "~db")),
    ]

    private static let ranges = readdressing { ($0, $1) }
    private static let ipv4Ranges = readdressing { ipv4, _ in (ipv4, nil) }
    private static let ipv6Ranges = readdressing { _, ipv6 in (nil, ipv6) }
    private static let gained = clientMove(from: (ipv4, nil), to: (ipv4, ipv6))
    private static let lost = clientMove(from: (ipv4, ipv6), to: (ipv4, nil))

    private static let ipv4 = "10.20.0.0/16"
    private static let ipv6 = "fd00:20::/64"

    /// What it does to a client when a network is given another range as well, or loses one.
    private static func clientMove(from old: (String, String?), to new: (String, String?)) -> RangesResource {
        known { () throws(ModelError) in
            let ranges = try [old, new].map { ranges throws(ModelError) in
                try AddressRanges(
                    ipv4: try IPv4Prefix(parsing: ranges.0),
                    ipv6: try ranges.1.map { text throws(ModelError) in try IPv6Prefix(parsing: text) })
            }
            let network = Samples.network(ranges: ranges[0])
            let state = try NetworkState(
                network, revision: Revision(1), nodes: [Samples.gateway(1, in: network)], accessKeys: [],
                removedNodes: [], clients: [Samples.client(1, in: network)])
            let plan = try Readdressing(of: state, to: ranges[1], now: Samples.time)
            return RangesResource(plan, of: network.name, isDryRun: true)
        }
    }

    /// What giving a network of one node other ranges does, of the families that are chosen.
    private static func readdressing(
        _ choose: (IPv4Prefix?, IPv6Prefix?) -> (IPv4Prefix?, IPv6Prefix?)
    ) -> RangesResource {
        known { () throws(ModelError) in
            let old = choose(Samples.ranges.ipv4, Samples.ranges.ipv6)
            let new = choose(try IPv4Prefix(parsing: "10.20.0.0/16"), try IPv6Prefix(parsing: "fd00:20::/64"))
            let network = Samples.network(ranges: try AddressRanges(ipv4: old.0, ipv6: old.1))
            var state = NetworkState(network)
            let record = Samples.dnsRecord("shop", ["10.10.0.9", "fd00:10::9"])
            try state.apply(
                [.putNode(Samples.node(1, in: network)), .putDNSRecord(record)], at: Revision(2), time: Samples.time)
            let plan = try Readdressing(of: state, to: try AddressRanges(ipv4: new.0, ipv6: new.1), now: Samples.time)
            return RangesResource(plan, of: network.name, isDryRun: true)
        }
    }

    private static let nodes: [DescribedType] = [
        .answer(node, bareNode), .answer(Listing([node]), Listing([node], next: "~machine-1")),
        .answer(
            Samples.facts(),
            NodeFacts(
                hostname: "machine", operatingSystem: "Linux", architecture: "x86_64", version: "0.1.0",
                backend: "kernel", commandTrouble: "the file's postup ended with status 3")),
        .answer(node.live, NodeLiveState(.disconnected, lastSeen: nil, acknowledgedRevision: nil)),
    ]

    private static let accessKeys: [DescribedType] = [
        .answer(
            AccessKeyResource(Samples.accessKey(1)),
            AccessKeyResource(Samples.accessKey(2, uses: .remaining(3), expiresAt: Samples.time))),
        .answer(
            Listing([AccessKeyResource(Samples.accessKey(1))]),
            Listing([AccessKeyResource(Samples.accessKey(1))], next: "~key-1")),
        .answer(
            CreatedAccessKeyResource(
                key: ConfidentialText(Samples.secret(1).revealed()), token: ConfidentialText("eyJ9"),
                installCommand: ConfidentialText("curl"), accessKey: AccessKeyResource(Samples.accessKey(1))),
            CreatedAccessKeyResource(
                key: ConfidentialText(Samples.secret(1).revealed()), token: ConfidentialText("eyJ9"),
                installCommand: nil, accessKey: AccessKeyResource(Samples.accessKey(1)))),
    ]

    private static let server: [DescribedType] = [
        .answer(
            ServerResource(
                id: ServerID(rawValue: 1), version: Release.version, agents: address, api: address,
                pins: [CertificatePin(subjectPublicKeyInfo: [1])], createdAt: Samples.time, startedAt: Samples.time),
            ServerResource(
                id: ServerID(rawValue: 1), version: Release.version, agents: address, api: address,
                pins: [], createdAt: Samples.time, startedAt: Samples.time, databaseBytes: 65_536)),
        .answer(SetupStateResource(needed: true)),
        .answer(HealthResource(.ok), HealthResource(.notReady, reason: "the state is being read", since: Samples.time)),
        .answer(
            SessionResource(
                user: Samples.userName(), token: ConfidentialText(Samples.secret(1).revealed()),
                expiresAt: Samples.time)),
    ]

    private static let problems: [DescribedType] = [
        .answer(
            Problem(.notFound, status: 404, detail: "there is none", remedy: "look"),
            Problem(
                .preconditionFailed, status: 412, detail: "it changed", field: "If-Match", remedy: "read it again",
                currentRevision: Revision(4), changes: [change])),
        .answer(change),
    ]

    private static let events: [DescribedType] = [
        .answer(
            EventResource(
                network: Samples.networkName(), epoch: Epoch(rawValue: 1), revision: Revision(2), time: Samples.time,
                actor: "user:alice", objects: [.init(.network, .put, name: "harbor")])),
        .answer(
            EventResource.Object(.node, .put, id: Samples.nodeID(1).description, name: "machine-1"),
            EventResource.Object(.network, .removed)),
        .answer(ResetResource(network: Samples.networkName(), epoch: Epoch(rawValue: 1), revision: Revision(2))),
    ]

    private static let network = NetworkResource(
        limited, nodeCount: 2, pendingCount: 1, connectedCount: 1, networkRevision: Revision(4))
    private static let ipv6Network = NetworkResource(
        Samples.network(
            ranges: known { () throws(ModelError) in try AddressRanges(ipv4: nil, ipv6: Samples.ranges.ipv6) }),
        nodeCount: 0, pendingCount: 0, connectedCount: 0, networkRevision: Revision(1))
    private static let limited: Network = {
        var network = Samples.network(
            ranges: known { () throws(ModelError) in try AddressRanges(ipv4: Samples.ranges.ipv4, ipv6: nil) })
        network.defaults.options.commands = commands
        network.dnsSuffix = known { () throws(ModelError) in try DNSSuffix(parsing: "corp.example.org") }
        network.dnsServers = known { () throws(ModelError) in try DNSServers([Samples.address(1)]) }
        network.options.localRange = known { () throws(ModelError) in try IPPrefix(parsing: "192.168.0.0/16") }
        network.nodeLimit = known { () throws(ModelError) in try NodeLimit(5) }
        return network
    }()

    private static let node: NodeResource = {
        var node = Samples.node(1, in: limited)
        node.options.commands = commands
        node.roles = NodeRoles(
            egress: egress, ingress: ingress, relay: RelayMark(markedAt: Samples.time))
        node.standing.expiresAt = Samples.time
        node.nextPublicKey = Samples.publicKey(2)
        node.pinnedEndpoint = Endpoint(address: Samples.address(1), port: .netmaker)
        node.localAddresses = Samples.report().localAddresses
        node.observedIPv4 = known { () throws(ModelError) in try IPv4Address(parsing: "192.0.2.1") }
        return NodeResource(
            node, live: NodeLiveState(.applied, lastSeen: Samples.time, acknowledgedRevision: Revision(3)))
    }()
    private static let bareNode = NodeResource(
        Samples.node(
            1,
            in: Samples.network(
                ranges: known { () throws(ModelError) in
                    try AddressRanges(ipv4: nil, ipv6: Samples.ranges.ipv6)
                })), live: NodeLiveState(.disconnected, lastSeen: nil, acknowledgedRevision: nil))

    private static let commands = known { () throws(ModelError) in
        InterfaceCommands(postUp: try ShellCommand("true"), postDown: try ShellCommand("true"))
    }
    private static let record = dnsRecord(
        .addresses(known { () throws(ModelError) in try DNSAddresses([Samples.address(1)]) }))
    private static let alias = dnsRecord(.node(Samples.nodeID(1)))

    private static func dnsRecord(_ target: DNSTarget) -> DNSRecordResource {
        known { () throws(ModelError) in
            var state = NetworkState(Samples.network())
            try state.apply([.putNode(Samples.node(1))], at: Revision(2), time: Samples.time)
            let record = DNSRecord(
                network: state.network.name, name: try DNSRecordName(parsing: "db"), target: target,
                createdAt: Samples.time)
            return DNSRecordResource(record, in: state)
        }
    }
    private static let member = ConvergenceResource.Member(id: Samples.nodeID(1), name: Samples.nodeName(1))
    private static let address = known { () throws(ModelError) in try ServerAddress(parsing: "vpn.example.org:50051") }
    private static let change = Problem.Change(
        revision: Revision(4), time: Samples.time, actor: "user:alice", from: ["mtu": "1420"], to: ["mtu": "1400"])

    private static let egress = known { () throws(ModelError) in
        try EgressGateway(ranges: [Samples.prefix("192.168.1.0/24")], interface: try InterfaceName(parsing: "eth0"))
    }
    private static let ingress = known { () throws(ModelError) in
        try IngressGateway(nameServers: [Samples.address(1)])
    }

    private static func known<Value>(_ make: () throws(ModelError) -> Value) -> Value {
        do { return try make() } catch { preconditionFailure("no such sample: \(error)") }
    }
}
