import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgentProtocol

@Suite struct `The mark of a node` {
    private let configuration: NodeConfiguration
    private let report: NodeReport

    init() throws {
        configuration = try Example.configuration()
        report = try Example.report(pinning: .set(try Example.pinned()), addresses: ["198.51.100.7/24"])
    }

    @Test func `is another after a change of any field that is told`() throws {
        var marks: Set<NodeMark> = [try NodeMark(configuration, report)]
        let fields = Mirror(reflecting: configuration).children.compactMap(\.label)
        for field in fields where field != "revision" {
            #expect(marks.insert(try NodeMark(try changed(field), report)).inserted, "\(field)")
        }
    }

    @Test func `is another after a change of any field that is reported`() throws {
        var marks: Set<NodeMark> = [try NodeMark(configuration, report)]
        for field in Mirror(reflecting: report).children.compactMap(\.label) where field != "claims" {
            var report = report
            switch field {
            case "listenPort": report.listenPort = try ListenPort(4242)
            case "interface": report.interface = try InterfaceName(parsing: "nm-other")
            case "mtu": report.mtu = try MTU(1300)
            case "localAddresses": report.localAddresses = []
            case "pinnedEndpoint": report.pinnedEndpoint = .keep
            case "facts": report.facts = Samples.facts(hostname: "other")
            case "nextPublicKey": report.nextPublicKey = Samples.publicKey(9)
            default: Issue.record("a field that this test does not change: \(field)")
            }
            #expect(marks.insert(try NodeMark(configuration, report)).inserted, "\(field)")
        }
    }

    @Test func `is the same for what a server does not keep`() throws {
        let mark = try NodeMark(configuration, report)
        #expect(try NodeMark(configuration.revised(Revision(301)), report) == mark)
        var said = report
        // One inside the network, one that is nobody's, and the key that is in use.
        said.localAddresses += try ["10.10.0.9/24", "224.0.0.1/24"].map { try InterfaceAddress(parsing: $0) }
        said.nextPublicKey = configuration.publicKey
        #expect(try NodeMark(configuration, said) == mark)
    }

    /// The configuration with another value in one field.
    private func changed(_ field: String) throws -> NodeConfiguration {
        let old = configuration
        func value<Value>(_ name: String, _ same: Value, _ other: Value) -> Value { field == name ? other : same }
        let known = [
            "node", "network", "name", "ranges", "addresses", "listenPort", "persistentKeepalive", "mtu", "interface",
            "pinnedEndpoint", "observedAddresses", "publicKey", "nextKey", "options", "status", "expiresAt",
            "checkInInterval", "dns", "roles", "clients",
        ]
        #expect(known.contains(field), "a field that this test does not change: \(field)")
        let client = Samples.client(1)
        return NodeConfiguration(
            node: value("node", old.node, Samples.nodeID(8)),
            network: value("network", old.network, Samples.networkName("lab")),
            name: value("name", old.name, Samples.nodeName(8)),
            ranges: value("ranges", old.ranges, try AddressRanges(ipv4: old.ranges.ipv4, ipv6: nil)),
            addresses: value("addresses", old.addresses, Array(old.addresses.dropLast())),
            listenPort: value("listenPort", old.listenPort, try ListenPort(4242)),
            persistentKeepalive: value("persistentKeepalive", old.persistentKeepalive, .off),
            mtu: value("mtu", old.mtu, try MTU(1300)),
            interface: value("interface", old.interface, try InterfaceName(parsing: "nm-other")),
            pinnedEndpoint: value("pinnedEndpoint", old.pinnedEndpoint, nil),
            observedAddresses: value("observedAddresses", old.observedAddresses, [Samples.address(9)]),
            publicKey: value("publicKey", old.publicKey, Samples.publicKey(8)),
            nextKey: value("nextKey", old.nextKey, .none), options: value("options", old.options, NodeOptions()),
            status: value("status", old.status, .active), expiresAt: value("expiresAt", old.expiresAt, nil),
            checkInInterval: value("checkInInterval", old.checkInInterval, .netmaker),
            roles: value(
                "roles", old.roles, NodeRoles(egress: nil, ingress: nil, relay: RelayMark(markedAt: Samples.time))),
            clients: value("clients", old.clients, [ExternalPeer(client)]), revision: old.revision,
            dns: value("dns", old.dns, NodeDNS(zones: [try DomainName(parsing: "other")], servers: nil)))
    }
}
