import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `An object as people read it` {
    /// A type that is stored, the readable fields that each of its properties shows in, and a full sample of it.
    struct Stored: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let properties: Set<String>
        let readable: [String: [String]]
        let fields: Set<String>

        init<Value>(_ sample: Value, _ object: ReadableObject?, _ readable: [String: [String]]) {
            testDescription = "\(Value.self)"
            properties = Set(Mirror(reflecting: sample).children.compactMap(\.label))
            self.readable = readable
            fields = Set(object?.fields.keys.map { $0 } ?? [])
        }
    }

    private static let network: Network = {
        var network = Samples.network()
        network.nodeLimit = try? NodeLimit(5)
        network.dnsSuffix = try? DNSSuffix(parsing: "corp.example.org")
        network.dnsServers = try? DNSServers([Samples.address(1)])
        network.options.localRange = Samples.prefix("192.168.0.0/16")
        network.defaults.interface = try? InterfaceName(parsing: "nm-x")
        network.defaults.options.commands = commands
        return network
    }()
    private static let commands = InterfaceCommands(
        postUp: try? ShellCommand("true"), postDown: try? ShellCommand("false"))
    private static let node: Node = {
        var node = Samples.gateway(1)
        node.nextPublicKey = Samples.publicKey(2)
        node.localAddresses = Samples.report().localAddresses
        node.observedIPv4 = IPv4Address(rawValue: 0xC000_0201)
        node.observedIPv6 = IPv6Address(rawValue: 1)
        node.roles.egress = try? EgressGateway(ranges: [Samples.prefix("192.168.1.0/24")])
        node.roles.relay = RelayMark(markedAt: Samples.time)
        node.allowedRanges = [Samples.prefix("192.168.7.0/24")]
        node.options.commands = commands
        node.standing.expiresAt = Samples.time
        node.grant = (try? NodeGrant(tags: [Tag(parsing: "berlin")])) ?? .whenAbsent
        return node
    }()
    private static let client: ExternalClient = {
        var client = Samples.client(1)
        client.nameServers = [Samples.address(1)]
        client.allowedRanges = [Samples.prefix("192.168.7.0/24")]
        client.expiresAt = Samples.time
        return client
    }()
    private static let options = ["udpHolePunching", "dnsOn", "roaming", "postUp", "postDown"]

    static let stored = [
        Stored(
            network, ReadableObject(network),
            [
                "displayName": ["displayName"], "ranges": ["ipv4Range", "ipv6Range"], "nodeLimit": ["nodeLimit"],
                "defaults": ["listenPort", "persistentKeepalive", "mtu", "interface"] + options,
                "options": ["admission", "localRange", "checkInInterval"], "keyGeneration": ["keyGeneration"],
                "dnsSuffix": ["dnsSuffix"], "dnsServers": ["dnsServers"], "epoch": ["epoch"],
                "createdAt": ["createdAt"], "name": [], "revision": [],
            ]),
        Stored(
            node, ReadableObject(node),
            [
                "name": ["name"], "identity": ["identity"], "publicKey": ["publicKey"],
                "nextPublicKey": ["nextPublicKey"], "keyGeneration": ["keyGeneration"], "ipv4": ["ipv4"],
                "ipv6": ["ipv6"], "listenPort": ["listenPort"], "persistentKeepalive": ["persistentKeepalive"],
                "mtu": ["mtu"], "interface": ["interface"], "pinnedEndpoint": ["endpoint"],
                "localAddresses": ["localAddresses"], "observedIPv4": ["observedAddresses"],
                "observedIPv6": ["observedAddresses"], "facts": ["machine"], "roles": ["egress", "ingress", "relay"],
                "allowedRanges": ["allowedRanges"], "reported": ["reported"], "options": options,
                "standing": ["status", "connected", "expiresAt"], "grant": ["tags", "ephemeral"],
                "joinedAt": ["joinedAt"], "accessKey": ["accessKey"], "id": [], "network": [], "revision": [],
            ]),
        Stored(
            Samples.accessKey(1, uses: .remaining(3), expiresAt: Samples.time),
            ReadableObject(Samples.accessKey(1, uses: .remaining(3), expiresAt: Samples.time)),
            [
                "name": ["name"], "uses": ["uses"], "usedCount": ["usedCount"], "expiresAt": ["expiresAt"],
                "grant": ["ephemeral"], "createdAt": ["createdAt"], "secretHash": [], "id": [], "network": [],
                "revision": [],
            ]),
        Stored(
            Samples.dnsRecord(), ReadableObject(Samples.dnsRecord()),
            [
                "target": ["addresses"], "createdAt": ["createdAt"], "name": [], "network": [], "revision": [],
            ]),
        Stored(
            client, ReadableObject(client),
            [
                "name": ["name"], "publicKey": ["publicKey"], "ipv4": ["ipv4"], "ipv6": ["ipv6"],
                "gateway": ["gateway"], "nameServers": ["nameServers"], "allowedRanges": ["allowedRanges"],
                "access": ["access"], "expiresAt": ["expiresAt"], "handedOut": ["handedOut"],
                "createdAt": ["createdAt"], "id": [], "network": [], "revision": [],
            ]),
        Stored(
            Samples.user(role: .networkAdmin(of: [])), ReadableObject(Samples.user(role: .networkAdmin(of: []))),
            [
                "role": ["role", "networks", "commands"], "createdAt": ["createdAt"], "password": [], "name": [],
                "revision": [],
            ]),
        Stored(
            Samples.loginSession(1), ReadableObject(Samples.loginSession(1)),
            [
                "user": ["user"], "createdAt": ["createdAt"], "expiresAt": ["expiresAt"], "tokenHash": [], "id": [],
            ]),
        Stored(
            Samples.apiToken(1, networks: [Samples.networkName()], expiresAt: Samples.time),
            ReadableObject(Samples.apiToken(1, networks: [Samples.networkName()], expiresAt: Samples.time)),
            [
                "name": ["name"], "user": ["user"], "access": ["access"], "networks": ["networks"],
                "expiresAt": ["expiresAt"], "createdAt": ["createdAt"], "secretHash": [], "id": [], "revision": [],
            ]),
    ]

    @Test(arguments: stored) func `shows whatever is stored of it, but who it is and its secrets`(_ stored: Stored) {
        #expect(stored.properties == Set(stored.readable.keys))
        #expect(Set(stored.readable.values.joined()) == stored.fields)
    }

    @Test func `that is a user tells that their password is another, and not which`() {
        var changed = Samples.user()
        changed.password = PasswordHash(
            cost: 2, blockSize: 1, parallelization: 1, salt: [9], derivedKey: Array(repeating: 9, count: 32))
        let changes = ReadableObject.difference(from: ReadableObject(Samples.user()), to: ReadableObject(changed))
        #expect(changes == [FieldChange(field: "password", before: "(not shown)", after: "(not shown)")])
    }

    @Test func `that is an admin of no network says so`() {
        let role = ReadableObject(Samples.user(role: .networkAdmin(of: [])))
        #expect(role.fields["networks"] == "none")
    }
}
