import ArgumentParser
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAPI
@testable import nmctl

@Suite struct `A plan` {
    /// Harbor with the machines 1 and 2, the second an ingress gateway, a client and a name.
    private static func server() throws -> DeclaredServer {
        var server = DeclaredServer()
        let network = Samples.network()
        try server.add(
            NetworkResource(network, nodeCount: 2, pendingCount: 0, connectedCount: 0, networkRevision: Revision(1)))
        for node in [Samples.node(1), Samples.gateway(2)] {
            try server.add(
                NodeResource(node, live: NodeLiveState(.applied, lastSeen: nil, acknowledgedRevision: nil)))
        }
        try server.add(
            ClientResource(Samples.client(1, by: Samples.nodeID(2)), gateway: Samples.gateway(2), file: .current))
        server.add(DNSRecordResource(Samples.dnsRecord(), in: NetworkState(network)))
        try server.add(UserResource(Samples.user()))
        return server
    }

    private static func plan(
        _ yaml: String, _ pruning: DeclarationPlan.Pruning = .nothing
    ) throws -> DeclarationPlan {
        let file = try DeclarationFile(Array(yaml.utf8), name: "mesh.yaml").declaration
        return try DeclarationPlan(from: try server(), to: file, pruning: pruning, now: Samples.time)
    }

    private static let change = """
        netmaker: 1
        networks:
          harbor:
            mtu: 1380
            nodes:
              machine-1: {ipv4: 10.10.0.2, egress: {ranges: [192.168.1.0/24], interface: eth0}, relay: true}
              machine-2: {ipv4: 10.10.0.1, ingress: {}}
              machine-3: {tags: [late]}
            clients:
              AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=: {name: phone, gateway: machine-2, access: disabled}
            dns:
              www: {node: machine-1}
          quay:
            ipv6Range: fd00:20::/64
        users:
          bob: {role: networkAdmin}
        """

    @Test func `reads as a difference`() throws {
        let plan = try Self.plan(Self.change, .undeclared)
        let text = PlanText.lines(of: plan.steps) + PlanText.summary(of: plan)
        #expect(
            text == """
                - DNS record sqlserver of harbor
                - client client-1 of harbor
                ~ network harbor
                    mtu: 1420 -> 1380
                ~ node machine-1 of harbor (for a moment, since nodes exchange their addresses)
                    ipv4: 10.10.0.1 -> 10.10.255.254
                ~ node machine-2 of harbor
                    ipv4: 10.10.0.2 -> 10.10.0.1
                ~ node machine-1 of harbor
                    ipv4: 10.10.255.254 -> 10.10.0.2
                    egress: nothing -> interface eth0; masquerade true; ranges 192.168.1.0/24
                    relay: false -> true
                + client phone of harbor
                    name: phone
                    gateway: machine-2
                ~ client phone of harbor
                    access: nothing -> disabled
                + DNS record www of harbor
                    node: machine-1
                + network quay
                    ipv6Range: fd00:20::/64
                3 to create, 3 to change, 2 to delete

                """)
        #expect(
            plan.notes.map { "\($0.object.path): \($0.sentence)" } == [
                "networks.harbor.nodes.machine-3: machine-3 has not joined harbor; what is said of it waits until it has",
                "users.alice: alice stays, since a file deletes no users: nmctl user delete alice",
                "users.bob: there is no user bob, and a file has no passwords: make them with nmctl user create bob",
            ])
    }

    @Test func `that has nothing to do says so`() throws {
        let plan = try Self.plan("netmaker: 1\nnetworks:\n  harbor: {mtu: 1420}\n")
        #expect(PlanText.summary(of: plan) == "nothing to do: the server is as the file says\n")
        #expect(PlanText.summary(ofDone: []) == PlanText.summary(of: plan))
    }

    struct Contradiction: Sendable, CustomTestStringConvertible {
        let yaml: String
        let field: String
        let says: String
        var testDescription: String { "\(field)" }
    }

    private static let harbor = "netmaker: 1\nnetworks:\n  harbor:\n"
    private static let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

    @Test(arguments: [
        Contradiction(
            yaml: harbor + "    nodes: {machine-1: {ipv4: 10.10.0.2}}", field: "networks.harbor.nodes.machine-2.ipv4",
            says: "node machine-1 of harbor"),
        Contradiction(
            yaml: harbor + "    nodes: {machine-1: {ipv4: 10.11.0.2}}", field: "networks.harbor.nodes.machine-1.ipv4",
            says: "lies outside"),
        Contradiction(
            yaml: harbor + "    ipv4Range: null\n    ipv6Range: null", field: "networks.harbor.ipv4Range",
            says: "needs an address range"),
        Contradiction(
            yaml: "netmaker: 1\nnetworks: {quay: {mtu: 1380}}", field: "networks.quay.ipv4Range",
            says: "needs an address range"),
        Contradiction(
            yaml: harbor + "    localRange: 10.10.0.0/24", field: "networks.harbor.localRange", says: "overlaps"),
        Contradiction(
            yaml: harbor + "    clients: {\(key): {gateway: machine-2}}", field: "networks.harbor.clients.\(key).name",
            says: "needs a name"),
        Contradiction(
            yaml: harbor + "    clients: {\(key): {name: phone, gateway: machine-1}}",
            field: "networks.harbor.clients.\(key).gateway", says: "no ingress gateway"),
        Contradiction(
            yaml: harbor + "    nodes: {machine-2: {ingress: null}}",
            field: "networks.harbor.clients.\(Samples.publicKey(60_001)).gateway", says: "client client-1 of harbor"),
        Contradiction(
            yaml: harbor + "    dns: {sqlserver.harbor: {node: machine-1}}",
            field: "networks.harbor.dns.sqlserver.harbor",
            says: "network's own name"),
        Contradiction(
            yaml: "netmaker: 1\nusers: {alice: {role: networkAdmin}}", field: "users.alice.role", says: "no super admin"
        ),
        Contradiction(
            yaml: "netmaker: 1\nusers: {alice: {networks: [harbor]}}", field: "users.alice.networks",
            says: "super admin has all"),
    ]) func `is not made of what cannot be`(_ contradiction: Contradiction) throws {
        let error = try #require(throws: ModelError.self) { try Self.plan(contradiction.yaml) }
        #expect(error.field == contradiction.field)
        #expect(error.message.contains(contradiction.says), "\(error)")
    }

    @Test func `leaves moments alone that are over`() throws {
        let over = "2020-01-01T00:00:00Z"
        let plan = try Self.plan(
            Self.harbor + "    nodes: {machine-1: {expiresAt: \(over), mtu: 1300}}\n"
                + "    clients: {\(Self.key): {name: phone, gateway: machine-2, expiresAt: \(over)}}\n")
        #expect(plan.steps.map(\.title) == ["node machine-1 of harbor"])
        #expect(plan.steps.first?.changes.map(\.field) == ["mtu"])
        #expect(plan.notes.count == 2)
    }

    @Test func `waits for gateways and nodes that have not joined`() throws {
        let plan = try Self.plan(
            Self.harbor + "    clients: {\(Self.key): {name: phone, gateway: gate}}\n    dns: {www: {node: gate}}\n")
        #expect(plan.steps.isEmpty)
        #expect(plan.notes.map(\.sentence).allSatisfy { $0.contains("waits for the node gate") })
        #expect(plan.notes.count == 2)
    }

    @Test func `takes no roles from machines that come and go, which no export has`() throws {
        var node = Samples.node(9)
        node.grant.lifetime = .ephemeral
        node.roles.relay = RelayMark(markedAt: Samples.time)
        var server = try Self.server()
        try server.add(NodeResource(node, live: NodeLiveState(.applied, lastSeen: nil, acknowledgedRevision: nil)))
        #expect(!server.export.objects.keys.contains(.node(node.name, in: node.network)))
        let plan = try DeclarationPlan(from: server, to: server.export, pruning: .undeclared, now: Samples.time)
        #expect(plan.steps.isEmpty)
    }

    @Test func `is JSON for scripts`() throws {
        let plan = try Self.plan("netmaker: 1\nnetworks:\n  harbor: {mtu: 1380, nodeLimit: 9}\n")
        let output = try OutputOptions.parse(["-o", "json"])
        #expect(
            try output.text(of: PlanAnswer(plan)) == """
                {
                  "notes" : [

                  ],
                  "steps" : [
                    {
                      "action" : "update",
                      "changes" : [
                        {
                          "after" : 9,
                          "field" : "nodeLimit"
                        },
                        {
                          "after" : 1380,
                          "before" : 1420,
                          "field" : "mtu"
                        }
                      ],
                      "object" : "networks.harbor",
                      "operation" : "updateNetwork"
                    }
                  ]
                }

                """)
    }
}

@Suite struct `The commands for files` {
    @Test func `take what they are about`() throws {
        let apply = try #require(
            try NMCtl.parseAsRoot(["apply", "-f", "mesh.yaml", "--prune", "--force", "--wait"]) as? NMCtl.Apply)
        #expect(apply.file == "mesh.yaml" && apply.prune && apply.force && apply.waiting.wait && !apply.dryRun)
        let export = try #require(try NMCtl.parseAsRoot(["export", "harbor", "-o", "json"]) as? NMCtl.Export)
        #expect(export.networks == [Samples.networkName()])
    }

    @Test(arguments: [
        [], ["-f", "x", "--force"], ["-f", "x", "--exit-code"], ["-f", "x", "--dry-run", "--wait"],
    ]) func `refuse what contradicts itself, or says too little`(arguments: [String]) {
        #expect(throws: (any Error).self) { try NMCtl.parseAsRoot(["apply"] + arguments) }
    }

    @Test func `end by 8 where a difference was asked for, and by 6 where a file does not fit what is there`() {
        #expect(ExitStatus(DifferenceFound()).rawValue == 9)
        #expect(ExitStatus(UnfulfilledDeclaration(count: 1)).rawValue == 6)
        #expect(ExitStatus(ModelError(.conflict, message: "", remedy: "")).rawValue == 6)
        #expect(ExitStatus(ModelError(.invalidValue, message: "", remedy: "")).rawValue == 2)
    }
}
