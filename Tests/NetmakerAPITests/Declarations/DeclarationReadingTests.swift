import FoundationEssentials
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `A declaration` {
    private static let key = Samples.publicKey(1)
    private static let otherKey = Samples.publicKey(2)

    private static func read(_ text: String) throws -> Declaration {
        try JSONDecoder().decode(Declaration.self, from: Data(text.utf8))
    }

    /// What stands for the network harbor, in a file that is right otherwise.
    private static func network(_ text: String) -> String {
        #"{"netmaker": 1, "networks": {"harbor": \#(text)}}"#
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let text: String
        let field: String?
        let message: String
        var testDescription: String { "\(text.prefix(60))" }
    }

    private static let refused = [
        Refused(text: "[]", field: nil, message: "is an object"),
        Refused(text: "{}", field: "netmaker", message: "what form"),
        Refused(text: #"{"netmaker": 2}"#, field: "netmaker", message: "does not read"),
        Refused(text: #"{"netmaker": "1"}"#, field: "netmaker", message: "does not read"),
        Refused(text: #"{"netmaker": 1, "nodes": {}}"#, field: "nodes", message: "no field nodes"),
        Refused(text: #"{"netmaker": 1, "networks": null}"#, field: "networks", message: "empty"),
        Refused(text: #"{"netmaker": 1, "networks": []}"#, field: "networks", message: "no object of names"),
        Refused(
            text: #"{"netmaker": 1, "networks": {"Harbor": {}}}"#, field: "networks.Harbor", message: "\"Harbor\""),
        Refused(text: network("7"), field: "networks.harbor", message: "no object of fields"),
        Refused(text: network(#"{"colour": 1}"#), field: "networks.harbor.colour", message: "no field colour"),
        Refused(text: network(#"{"mtu": 99999}"#), field: "networks.harbor.mtu", message: "99999"),
        Refused(text: network(#"{"mtu": "1420"}"#), field: "networks.harbor.mtu", message: "wrong type"),
        Refused(text: network(#"{"mtu": null}"#), field: "networks.harbor.mtu", message: "cannot be cleared"),
        Refused(
            text: network(#"{"ipv4Range": "10.0.0.1/8"}"#), field: "networks.harbor.ipv4Range", message: "host bits"),
        Refused(text: network(#"{"nodes": null}"#), field: "networks.harbor.nodes", message: "empty"),
        Refused(
            text: network(#"{"nodes": {"a b": {}}}"#), field: "networks.harbor.nodes.a b", message: "a b"),
        Refused(
            text: network(#"{"nodes": {"gate": {"name": "door"}}}"#), field: "networks.harbor.nodes.gate.name",
            message: "no field name"),
        Refused(
            text: network(#"{"nodes": {"gate": {"ipv4": null}}}"#), field: "networks.harbor.nodes.gate.ipv4",
            message: "cannot be cleared"),
        Refused(
            text: network(#"{"nodes": {"gate": {"egress": {"ranges": []}}}}"#),
            field: "networks.harbor.nodes.gate.egress.ranges", message: "routes nothing"),
        Refused(
            text: network(#"{"nodes": {"gate": {"egress": {"range": []}}}}"#),
            field: "networks.harbor.nodes.gate.egress.range", message: "no field range"),
        Refused(
            text: network(#"{"nodes": {"gate": {"relay": "yes"}}}"#), field: "networks.harbor.nodes.gate.relay",
            message: "wrong type"),
        Refused(
            text: network(#"{"nodes": {"gate": {"ingress": true}}}"#), field: "networks.harbor.nodes.gate.ingress",
            message: "wrong type"),
        Refused(
            text: network(#"{"nodes": {"gate": {"allowedRanges": ["10.1.0.0/16", "10.1.2.0/24"]}}}"#),
            field: "networks.harbor.nodes.gate.allowedRanges", message: "lies within"),
        Refused(
            text: network(#"{"clients": {"abc": {}}}"#), field: "networks.harbor.clients.abc", message: "abc"),
        Refused(
            text: network(#"{"clients": {"\#(key)": {"privateKey": "x"}}}"#),
            field: "networks.harbor.clients.\(key).privateKey", message: "no field privateKey"),
        Refused(
            text: network(#"{"clients": {"\#(key)": {"expiresInSeconds": 9}}}"#),
            // Long words may be keys, and are not repeated.
            field: nil, message: "no field"),
        Refused(
            text: network(#"{"dns": {"www": {}}}"#), field: "networks.harbor.dns.www", message: "for a node"),
        Refused(
            text: network(#"{"dns": {"www": {"node": "a", "addresses": ["192.0.2.1"]}}}"#),
            field: "networks.harbor.dns.www", message: "for a node"),
        Refused(
            text: network(#"{"dns": {"*": {"node": "a"}}}"#), field: "networks.harbor.dns.*", message: "not a name"),
        Refused(
            text: #"{"netmaker": 1, "users": {"carol": {"password": "x"}}}"#, field: "users.carol.password",
            message: "no field password"),
        Refused(
            text: #"{"netmaker": 1, "users": {"carol": {"role": "king"}}}"#, field: "users.carol.role",
            message: "king"),
        // What two of the file claim.
        Refused(
            text: network(#"{"nodes": {"a": {"ipv4": "10.10.0.1"}, "b": {"ipv4": "10.10.0.1"}}}"#),
            field: "networks.harbor.nodes.b.ipv4", message: "node a of harbor"),
        Refused(
            text: network(#"{"nodes": {"www": {}}, "dns": {"www": {"addresses": ["192.0.2.1"]}}}"#),
            field: "networks.harbor.dns.www.name", message: "node www of harbor"),
        Refused(
            text: network(#"{"clients": {"\#(key)": {"name": "phone"}, "\#(otherKey)": {"name": "phone"}}}"#),
            field: nil, message: "client phone of harbor"),
        Refused(
            text: network(
                #"{"nodes": {"a": {"allowedRanges": ["10.1.0.0/16"]}, "b": {"egress": {"ranges": ["10.1.2.0/24"]}}}}"#),
            field: "networks.harbor.nodes.b.egress.ranges", message: "overlaps 10.1.0.0/16 of node a"),
        Refused(
            text: network(#"{"ipv4Range": "10.1.0.0/16", "nodes": {"a": {"allowedRanges": ["10.1.2.0/24"]}}}"#),
            field: "networks.harbor.nodes.a.allowedRanges", message: "network harbor"),
    ]

    @Test(arguments: refused) func `is refused by the path of what is wrong`(refused: Refused) throws {
        let error = try #require(throws: ModelError.self) { try Self.read(refused.text) }
        if let field = refused.field { #expect(error.field == field) }
        #expect(error.message.contains(refused.message), "\(error)")
        #expect(!error.remedy.isEmpty)
    }

    @Test func `says the same however its values are written`() throws {
        let one = try Self.read(
            Self.network(
                #"{"ipv6Range": "fd00:0:0::/64", "interface": "nm-harbor", "nodes": {"gate": {"tags": ["b", "a", "b"], "#
                    + #""egress": {"ranges": ["192.168.2.0/24", "192.168.1.0/24"]}}}}"#))
        let other = try Self.read(
            Self.network(
                #"{"ipv6Range": "fd00::/64", "interface": null, "nodes": {"gate": {"tags": ["a", "b"], "egress": "#
                    + #"{"ranges": ["192.168.1.0/24", "192.168.2.0/24"], "interface": null, "masquerade": true}}}}"#))
        #expect(one == other)
    }

    @Test func `is written as it is read`() throws {
        let text = Self.network(
            #"{"mtu": 1380, "nodeLimit": null, "nodes": {"gate": {}}, "clients": {}, "dns": {"a.b": {"node": "gate"}}}"#
        )
        let declaration = try Self.read(text)
        let again = try JSONDecoder().decode(Declaration.self, from: try JSONEncoder().encode(declaration))
        #expect(again == declaration)
        #expect(declaration.networks == [Samples.networkName()])
    }

    /// A setting that the interface gets can be declared at once, or this says that it is missing.
    @Test func `has the fields of the interface's requests`() {
        func properties(_ type: any Described.Type, _ name: String) -> Set<String> {
            guard case .object(let fields)? = type.schema.definitions[name]?["properties"] else { return [] }
            return Set(fields.keys)
        }
        let network = properties(UpdateNetworkRequest.self, "UpdateNetworkRequest")
            .union(properties(ChangeRangesRequest.self, "ChangeRangesRequest")).subtracting(["appliesTo"])
        #expect(Set(DeclaredKind.network.fields) == network)
        let node = properties(UpdateNodeRequest.self, "UpdateNodeRequest").subtracting(["expiresInSeconds", "name"])
        #expect(Set(DeclaredKind.node.fields) == node.union(["egress", "ingress", "relay", "allowedRanges"]))
        let client = properties(CreateClientRequest.self, "CreateClientRequest")
            .subtracting(["expiresInSeconds", "publicKey"])
        #expect(Set(DeclaredKind.client.fields) == client.union(["access"]))
        #expect(
            Set(DeclaredKind.dnsRecord.fields) == properties(UpdateDNSRecordRequest.self, "UpdateDNSRecordRequest"))
        #expect(Set(DeclaredKind.user.fields) == properties(UpdateUserRequest.self, "UpdateUserRequest"))
    }
}
