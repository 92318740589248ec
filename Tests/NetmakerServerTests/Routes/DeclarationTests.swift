import FoundationEssentials
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `A declaration that is applied to a server` {
    private static func read(_ text: String) throws -> Declaration {
        try JSONDecoder().decode(Declaration.self, from: Data(text.utf8))
    }

    /// Says something of every kind, and exchanges what the two machines have.
    private static let rich = """
        {
          "netmaker": 1,
          "networks": {
            "harbor": {
              "displayName": "The harbor", "ipv4Range": "10.10.0.0/16", "ipv6Range": "fd00:10::/64", "nodeLimit": 50,
              "dnsSuffix": "corp.example.org", "dnsServers": ["10.10.0.53"], "listenPort": 51830,
              "persistentKeepalive": 25, "mtu": 1380, "interface": "wg-harbor", "udpHolePunching": false,
              "postUp": "logger up", "postDown": "logger down", "admission": "manual", "localRange": "192.168.0.0/16",
              "checkInInterval": 60,
              "nodes": {
                "machine-1": {
                  "ipv4": "10.10.0.2", "ipv6": "fd00:10::2", "endpoint": "192.168.0.7:51821", "listenPort": 51822,
                  "persistentKeepalive": 0, "mtu": 1400, "connected": true, "expiresAt": "2040-01-01T00:00:00.000Z",
                  "tags": ["core", "gate"], "udpHolePunching": false, "dnsOn": false, "roaming": false,
                  "postUp": "logger one", "postDown": null,
                  "egress": {"ranges": ["172.16.0.0/16"], "interface": "eth0", "masquerade": false},
                  "ingress": {"nameServers": ["10.10.0.53"]}, "relay": true, "allowedRanges": ["198.18.0.0/15"]
                },
                "machine-2": {"ipv4": "10.10.0.1", "ipv6": "fd00:10::1", "tags": ["edge"], "ingress": null}
              },
              "clients": {
                "\(Samples.publicKey(60_001))": {"name": "phone", "gateway": "machine-1", "access": "disabled"},
                "\(Samples.publicKey(60_002))": {
                  "name": "client-1", "gateway": "machine-1", "ipv4": "10.10.9.9", "ipv6": "fd00:10::99",
                  "nameServers": ["10.10.0.54"], "allowedRanges": ["203.0.113.0/24"],
                  "expiresAt": "2041-01-01T00:00:00.000Z"
                }
              },
              "dns": {"sqlserver": {"node": "machine-2"}, "www": {"addresses": ["10.10.0.98", "fd00:10::98"]}}
            },
            "quay": {"ipv6Range": "fd00:20::/64", "nodes": {}, "clients": {}, "dns": {"a.b": {"addresses": ["192.0.2.7"]}}}
          },
          "users": {"carol": {"role": "networkAdmin", "networks": ["harbor", "quay"], "commands": "denied"}}
        }
        """

    @Test func `is what the server then exports, and what makes another server the same`() async throws {
        let declaration = try Self.read(Self.rich)
        try await APIWorld.with { world in
            let (client, transport) = world.client()
            let outcome = try await client.apply(declaration, now: world.clock.now)
            #expect(outcome.failure == nil, "\(String(describing: outcome.failure))")
            let harbor = world.wiring.controlPlane.truth.networks[Samples.networkName()]
            #expect(outcome.revisions[Samples.networkName()] == harbor?.revision)
            let server = try await client.declaredServer()
            for (object, said) in declaration.objects {
                let fields = try #require(server.declaration.objects[object], "\(object.path)")
                for (name, value) in said.values { #expect(fields.values[name] == value, "\(object.path).\(name)") }
            }

            // Once more, there is nothing to do.
            let writes = transport.writes.count
            #expect(writes == outcome.done.count)
            #expect(try await client.apply(declaration, pruning: .undeclared, now: world.clock.now).done.isEmpty)
            #expect(try await client.apply(server.export, pruning: .undeclared, now: world.clock.now).done.isEmpty)
            #expect(transport.writes.count == writes)

            // Written and read, it makes a server with the same machines the same.
            let export = try Self.read(String(decoding: JSONEncoder().encode(server.export), as: UTF8.self))
            #expect(export == server.export)
            try await APIWorld.with { other in
                let (client, _) = other.client()
                let outcome = try await client.apply(export, pruning: .undeclared, now: other.clock.now)
                #expect(outcome.failure == nil, "\(String(describing: outcome.failure))")
                #expect(try await client.declaredServer().export == export)
            }
        }
    }

    @Test func `changes nothing when it is only planned, or not approved`() async throws {
        try await APIWorld.with { world in
            let (client, transport) = world.client()
            let before = try world.digest()
            var plans: [DeclarationPlan] = []
            let outcome = try await client.apply(
                try Self.read(Self.rich), now: world.clock.now,
                approving: { plan in
                    plans.append(plan)
                    return false
                })
            #expect(outcome.done.isEmpty && outcome.failure == nil)
            #expect(plans.first?.steps.isEmpty == false)
            #expect(transport.writes.isEmpty)
            #expect(try world.digest() == before)
        }
    }

    @Test func `deletes what it does not have, if it is pruned, and no nodes and users`() async throws {
        try await APIWorld.with { world in
            let (client, _) = world.client()
            _ = try await client.apply(try Self.read(Self.rich), now: world.clock.now)
            let file = try Self.read(
                """
                {
                  "netmaker": 1, "users": {"alice": {"role": "superAdmin"}},
                  "networks": {"harbor": {"nodes": {"machine-2": {"ingress": {}}}, "clients": {}, "dns": {}}}
                }
                """)
            let kept = try await client.apply(file, now: world.clock.now)
            #expect(kept.done.map(\.title) == ["node machine-2 of harbor"])

            let pruned = try await client.apply(file, pruning: .undeclared, now: world.clock.now)
            #expect(pruned.failure == nil, "\(String(describing: pruned.failure))")
            let export = try await client.declaredServer().export
            #expect(
                export.objects.keys.sorted().map(\.path) == [
                    "networks.harbor", "networks.harbor.nodes.machine-1", "networks.harbor.nodes.machine-2",
                    "users.alice", "users.carol",
                ])
            let first = try await client.node(try NodeReference(parsing: "machine-1"), in: Samples.networkName())
            #expect(first.egress == nil && first.ingress == nil && first.relay == nil && first.allowedRanges.isEmpty)

            // A network with nodes is deleted with them, if that is said.
            let nothing = try Self.read(#"{"netmaker": 1, "networks": {}}"#)
            #expect(try await client.apply(nothing, pruning: .undeclared, now: world.clock.now).done.isEmpty)
            let all = try await client.apply(nothing, pruning: .undeclaredWithNodes, now: world.clock.now)
            #expect(all.done.map(\.title) == ["network harbor"])
        }
    }

    @Test func `stops where somebody else was faster, and goes on when it is applied again`() async throws {
        try await APIWorld.with { world in
            let (client, _) = world.client()
            let file = try Self.read(
                """
                {
                  "netmaker": 1,
                  "networks": {
                    "harbor": {
                      "mtu": 1380, "nodes": {"machine-1": {"tags": ["core"]}, "machine-2": {"tags": ["edge"]}}
                    }
                  }
                }
                """)
            let server = try await client.declaredServer()
            let plan = try DeclarationPlan(from: server, to: file, now: world.clock.now)
            #expect(plan.steps.count == 3)
            let other = UpdateNodeRequest(mtu: try MTU(1300))
            let second = try NodeReference(parsing: "machine-2")
            _ = try await client.updateNode(second, in: Samples.networkName(), with: other)

            let outcome = await client.perform(plan, on: server)
            let failure = try #require(outcome.failure)
            #expect(failure.step.title == "node machine-2 of harbor")
            #expect(failure.error.problem?.kind == .preconditionFailed)
            #expect(failure.error.problem?.changes?.map(\.fields) == [["mtu"]])
            #expect(outcome.done.map(\.title) == ["network harbor", "node machine-1 of harbor"])
            #expect(outcome.left.isEmpty)

            let again = try await client.apply(file, now: world.clock.now)
            #expect(again.failure == nil && again.done.map(\.title) == ["node machine-2 of harbor"])
            let node = try await client.node(second, in: Samples.networkName())
            #expect(node.mtu == other.mtu && node.tags.map(\.description) == ["edge"])
        }
    }

    @Test func `does not mind what a machine says of itself meanwhile`() async throws {
        try await APIWorld.with { world in
            let (client, _) = world.client()
            let file = try Self.read(
                #"{"netmaker": 1, "networks": {"harbor": {"nodes": {"machine-1": {"tags": ["core"]}}}}}"#)
            let server = try await client.declaredServer()
            let plan = try DeclarationPlan(from: server, to: file, now: world.clock.now)
            let machine = Samples.nodeID(1)
            _ = try await world.wiring.controlPlane.perform(
                ReportNode(node: machine, report: Samples.report(7), source: nil), as: .node(machine))
            let outcome = await client.perform(plan, on: server)
            #expect(outcome.failure == nil && outcome.done.count == 1, "\(String(describing: outcome.failure))")
        }
    }

    @Test func `moves a network to other ranges, and everybody in it where they are declared to be`() async throws {
        try await APIWorld.with { world in
            let (client, _) = world.client()
            let file = try Self.read(
                """
                {
                  "netmaker": 1,
                  "networks": {
                    "harbor": {
                      "ipv4Range": "10.20.0.0/24", "ipv6Range": null,
                      "nodes": {"machine-1": {"ipv4": "10.20.0.2"}, "machine-2": {"ipv4": "10.20.0.1"}}
                    }
                  }
                }
                """)
            let outcome = try await client.apply(file, now: world.clock.now)
            #expect(outcome.failure == nil, "\(String(describing: outcome.failure))")
            let nodes = try await client.nodes(in: Samples.networkName())
            #expect(nodes.map { $0.ipv4?.description } == ["10.20.0.2", "10.20.0.1"])
            #expect(nodes.allSatisfy { $0.ipv6 == nil })
            // The number of the client is none of that range: the server gave it the lowest that was free.
            let phone = try #require(try await client.clients(in: Samples.networkName()).first)
            #expect(phone.ipv4?.description.hasPrefix("10.20.0.") == true)
            #expect(try await client.apply(file, now: world.clock.now).done.isEmpty)
        }
    }

    @Test func `by who administers one network has that alone`() async throws {
        try await APIWorld.with { world in
            let (client, _) = world.client(token: Samples.secret(3).revealed())
            let export = try await client.declaredServer().export
            #expect(export.networks == [Samples.networkName()])
            #expect(!export.sections.contains(.users))
            let tagged = try Self.read(
                #"{"netmaker": 1, "networks": {"harbor": {"nodes": {"machine-1": {"tags": ["core"]}}}}}"#)
            #expect(try await client.apply(tagged, now: world.clock.now).done.count == 1)
            let users = try Self.read(#"{"netmaker": 1, "users": {}}"#)
            let refusal = await #expect(throws: ModelError.self) {
                try await client.apply(users, now: world.clock.now)
            }
            #expect(refusal?.field == "users")
        }
    }
}
