import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Custom names` {
    private func name(_ text: String) throws -> DNSRecordName { try DNSRecordName(parsing: text) }

    private func addresses(_ texts: String...) throws -> DNSTarget {
        .addresses(try DNSAddresses(try texts.map { try IPAddress(parsing: $0) }))
    }

    private func creating(_ text: String, _ target: DNSTarget? = nil) throws -> CreateDNSRecord {
        CreateDNSRecord(network: World.harbor, name: try name(text), target: try target ?? addresses("10.10.0.99"))
    }

    @Test func `are there once they are made, with the revision that made them`() async throws {
        try await World.with { world in
            let record = try await world.perform(
                try creating("db.eu", try addresses("fd00:10::99", "10.10.0.99", "10.10.0.99")))
            #expect(record.revision == world.harbor?.revision)
            #expect(try record.target == addresses("10.10.0.99", "fd00:10::99"))
            #expect(world.harbor?.dnsRecords.values.map(\.name) == [record.name])
        }
    }

    @Test func `are unique`() async throws {
        try await World.with { world in
            try await world.perform(try creating("www"))
            let error = await #expect(throws: ControlError.self) { try await world.perform(try creating("www")) }
            #expect(error?.code == .conflict)
            #expect(error?.field == "name")
            #expect(error?.message.contains("a DNS record named www") == true)
        }
    }

    @Test func `are no node's, and no node gets one that is there`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            let error = await #expect(throws: ControlError.self) {
                try await world.perform(try creating(node.name.description))
            }
            #expect(error?.message.contains("a node named \(node.name)") == true)

            try await world.perform(try creating("www"))
            let taken = try NodeName(parsing: "www")
            let refused = await #expect(throws: ControlError.self) {
                try await world.perform(
                    UpdateNode(network: World.harbor, node: node.id, changes: NodeChanges(name: taken)))
            }
            #expect(refused?.message.contains("a DNS record named www") == true)
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.perform(
                    try await world.joining(2, with: world.makeKey(), name: taken), as: .nobody)
            }
            // Who does not ask for a name gets another.
            let adapted = try await world.perform(
                try await world.joining(2, with: world.makeKey(), hostname: "www"), as: .nobody)
            #expect(adapted.node.name.description == "www-2")
        }
    }

    @Test func `do not end in the network's own`() async throws {
        try await World.with { world in
            for text in ["harbor", "sqlserver.harbor"] {
                let error = await #expect(throws: ControlError.self) { try await world.perform(try creating(text)) }
                #expect(error?.code == .invalidValue)
            }
            try await world.perform(try creating("harbor.eu"))
        }
    }

    @Test func `stand for a node as long as it is one, whatever it is called`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            try await world.perform(try creating("www", .node(node.id)))
            try await world.perform(try creating("shop"))
            try await world.perform(
                UpdateNode(
                    network: World.harbor, node: node.id, changes: NodeChanges(name: try NodeName(parsing: "web"))))
            #expect(try world.harbor?.aliases(of: node.id) == [name("www")])
            try await world.perform(RemoveNode(network: World.harbor, node: node.id))
            #expect(world.harbor?.dnsRecords.keys.map(\.description) == ["shop"])
            #expect(world.harbor?.aliases(of: node.id) == [])
        }
    }

    @Test func `go with a node that leaves`() async throws {
        try await World.with { world in
            let node = try await world.join(1)
            try await world.perform(try creating("www", .node(node.id)))
            try await world.perform(LeaveNetwork(node: node.id), as: .node(node.id))
            #expect(world.harbor?.dnsRecords.isEmpty == true)
        }
    }

    @Test func `stand for no node that is not there`() async throws {
        try await World.with { world in
            await #expect(throws: ControlError.sample(.notFound)) {
                try await world.perform(try creating("www", .node(Samples.nodeID(7))))
            }
        }
    }

    @Test func `change for who has seen them as they are`() async throws {
        try await World.with { world in
            let record = try await world.perform(try creating("www"))
            let target = try addresses("10.10.0.98")
            func updating(_ ifMatch: Revision?) -> UpdateDNSRecord {
                UpdateDNSRecord(network: World.harbor, name: record.name, target: target, ifMatch: ifMatch)
            }
            await #expect(throws: ControlError.sample(.preconditionFailed)) {
                try await world.perform(updating(Revision(1)))
            }
            let changed = try await world.perform(updating(record.revision))
            #expect(changed.revision > record.revision)
            // The same again is no change.
            #expect(try await world.perform(updating(nil)) == changed)
            #expect(world.harbor?.revision == changed.revision)

            await #expect(throws: ControlError.sample(.preconditionFailed)) {
                try await world.perform(
                    DeleteDNSRecord(network: World.harbor, name: record.name, ifMatch: record.revision))
            }
            try await world.perform(DeleteDNSRecord(network: World.harbor, name: record.name))
            #expect(world.harbor?.dnsRecords.isEmpty == true)
            await #expect(throws: ControlError.sample(.notFound)) {
                try await world.perform(DeleteDNSRecord(network: World.harbor, name: record.name))
            }
        }
    }

    @Test func `are not more than agents can keep`() throws {
        var state = NetworkState(Samples.network())
        try state.apply(
            (1...DNSRecord.maximumCount).map { .putDNSRecord(Samples.dnsRecord("name-\($0)")) }, at: Revision(1),
            time: Samples.time)
        let truth = try Truth(directory: Directory(), networks: [state], removedNodes: [])
        var context = DecisionContext(now: Samples.time, principal: World.alice, random: SystemRandomNumberGenerator())
        let error = #expect(throws: ModelError.self) { try creating("more").decide(truth, &context) }
        #expect(error?.code == .exhausted)
    }

    @Test func `concern every node, by one change each`() async throws {
        try await World.with { world in
            let nodes = [try await world.join(1), try await world.join(2)]
            let subscriptions = nodes.map { world.control.feed.subscribe(node: $0.id, in: World.harbor) }
            let before = world.control.feed.slotsTouched
            try await world.perform(try creating("www"))
            #expect(world.control.feed.slotsTouched - before == 2)
            for subscription in subscriptions {
                #expect(await subscription.next()?.through == world.harbor?.revision)
            }
        }
    }
}

@Suite struct `The zones of networks` {
    private func creating(_ name: String, _ suffix: String?) throws -> CreateNetwork {
        CreateNetwork(
            name: Samples.networkName(name), ranges: Samples.ranges, dnsSuffix: try suffix.map(DNSSuffix.init(parsing:))
        )
    }

    private func changing(_ suffix: NetmakerCore.Update<DNSSuffix>) -> UpdateNetwork {
        UpdateNetwork(name: World.harbor, changes: NetworkChanges(dnsSuffix: suffix))
    }

    @Test func `are its name, and that with its suffix`() async throws {
        try await World.with { world in
            #expect(world.harbor?.network.zones.map(\.description) == ["harbor"])
            try await world.perform(changing(.set(try DNSSuffix(parsing: "corp.example.org"))))
            #expect(world.harbor?.network.zones.map(\.description) == ["harbor", "harbor.corp.example.org"])
            try await world.perform(changing(.clear))
            #expect(world.harbor?.network.zones.map(\.description) == ["harbor"])
        }
    }

    @Test func `share no name with another network's`() async throws {
        try await World.with { world in
            try await world.perform(changing(.set(try DNSSuffix(parsing: "example.org"))))
            for suffix in ["harbor.example.org", "a.harbor.example.org"] {
                let error = await #expect(throws: ControlError.self) {
                    try await world.perform(try creating("branch", suffix))
                }
                #expect(error?.code == .conflict)
                #expect(error?.field == "dnsSuffix")
            }
            try await world.perform(try creating("branch", "example.org"))
            try await world.perform(try creating("plant", "org"))
            try await world.perform(try creating("lab", "plant.example.org"))
            // And the other way round: what is there may lie within the new one.
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.perform(
                    UpdateNetwork(
                        name: Samples.networkName("plant"),
                        changes: NetworkChanges(dnsSuffix: .set(try DNSSuffix(parsing: "example.org")))))
            }
        }
    }
}
