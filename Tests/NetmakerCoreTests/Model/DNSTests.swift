import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `A network's custom names` {
    private let epoch = Epoch(rawValue: 1)

    private func apply(_ mutations: [Mutation], to state: inout NetworkState) throws {
        try state.apply(mutations, at: state.revision.next, time: Samples.time)
    }

    private func alias(_ name: String, of number: Int) throws -> DNSRecord {
        DNSRecord(
            network: Samples.networkName(), name: try DNSRecordName(parsing: name),
            target: .node(Samples.nodeID(number)), createdAt: Samples.time)
    }

    @Test func `are in the digest of what every node is told`() throws {
        var state = NetworkState(Samples.network())
        try apply([.putNode(Samples.node(1)), .putNode(Samples.node(2))], to: &state)
        let before = state.digest(for: Samples.nodeID(1))
        try apply([.putDNSRecord(Samples.dnsRecord())], to: &state)
        #expect(state.digest(for: Samples.nodeID(1)) != before)
        let map = PeerMap(
            epoch: epoch, revision: state.revision, peers: state.peers(of: Samples.nodeID(1)),
            dnsEntries: state.dnsRecords.values.map(\.entry))
        #expect(map.digest == state.digest(for: Samples.nodeID(1)))

        try apply([.putDNSRecord(Samples.dnsRecord("sqlserver", ["10.10.0.98"]))], to: &state)
        #expect(map.digest != state.digest(for: Samples.nodeID(1)))
        try apply([.removeDNSRecord(Samples.dnsRecord().name)], to: &state)
        #expect(state.digest(for: Samples.nodeID(1)) == before)
    }

    @Test func `have digests that tell what they stand for`() throws {
        let entries = [
            Samples.dnsRecord("a").entry, Samples.dnsRecord("b").entry, Samples.dnsRecord("a", ["10.10.0.98"]).entry,
            Samples.dnsRecord("a", ["10.10.0.98", "10.10.0.99"]).entry, try alias("a", of: 1).entry,
            try alias("a", of: 2).entry,
        ]
        #expect(Set(entries.map(\.digest)).count == entries.count)
    }

    @Test func `are a node's no more than a node's are theirs`() throws {
        var state = NetworkState(Samples.network())
        try apply([.putNode(Samples.node(1))], to: &state)
        var copy = state
        #expect(throws: ModelError.sample(.notUnique)) {
            try apply([.putDNSRecord(Samples.dnsRecord("machine-1"))], to: &copy)
        }
        try apply([.putDNSRecord(Samples.dnsRecord("machine-2"))], to: &state)
        #expect(throws: ModelError.sample(.notUnique)) { try apply([.putNode(Samples.node(2))], to: &state) }
    }

    @Test func `are known by the node whose they are`() throws {
        var state = NetworkState(Samples.network())
        try apply(
            [.putNode(Samples.node(1)), .putDNSRecord(try alias("www", of: 1)), .putDNSRecord(try alias("db", of: 1))],
            to: &state)
        #expect(state.aliases(of: Samples.nodeID(1)).map(\.description) == ["db", "www"])
        try apply([.putDNSRecord(Samples.dnsRecord("www"))], to: &state)
        #expect(state.aliases(of: Samples.nodeID(1)).map(\.description) == ["db"])
    }

    @Test func `that changed after a revision are known`() throws {
        var state = NetworkState(Samples.network())
        for number in 1...3 { try apply([.putDNSRecord(Samples.dnsRecord("name-\(number)"))], to: &state) }
        try apply([.putNode(Samples.node(1))], to: &state)
        try apply([.removeDNSRecord(Samples.dnsRecord("name-1").name)], to: &state)
        let changed = state.dnsRecordsChanged(after: Revision(2))
        #expect(changed?.map(\.description).sorted() == ["name-1", "name-3"])
    }

    @Test func `come and go by a delta, or the delta is refused`() throws {
        let (a, b) = (Samples.dnsRecord("a").entry, Samples.dnsRecord("b").entry)
        var map = PeerMap(epoch: epoch, revision: Revision(1), peers: [], dnsEntries: [a])
        let target = PeerMap(epoch: epoch, revision: Revision(2), peers: [], dnsEntries: [b])
        #expect(throws: ModelError.sample(.conflict)) {
            try map.apply(
                MapDelta(
                    from: Revision(1), to: Revision(2), changed: [], removed: [], dnsChanged: [b],
                    digest: target.digest))
        }
        try map.apply(
            MapDelta(
                from: Revision(1), to: Revision(2), changed: [], removed: [], dnsChanged: [b, b],
                dnsRemoved: [a.name], digest: target.digest))
        #expect(map == target)
    }

    @Test func `stand for machines that others reach, each once`() throws {
        let twice = try DNSAddresses([Samples.address(2), Samples.address(1), Samples.address(2)])
        #expect(twice.all == [Samples.address(1), Samples.address(2)])
        for text in ["127.0.0.1", "::1", "0.0.0.0", "224.0.0.1", "fe80::1", "255.255.255.255"] {
            let address = try IPAddress(parsing: text)
            #expect(throws: ModelError.sample(.invalidValue)) { try DNSAddresses([address]) }
            #expect(throws: ModelError.sample(.invalidValue)) { try DNSServers([address]) }
        }
        #expect(throws: ModelError.sample(.invalidValue)) { try DNSAddresses([]) }
        #expect(throws: ModelError.sample(.invalidValue)) { try DNSAddresses((1...17).map(Samples.address)) }
        #expect(throws: ModelError.sample(.invalidValue)) { try DNSServers([]) }
        #expect(throws: ModelError.sample(.invalidValue)) { try DNSServers((1...4).map(Samples.address)) }
        #expect(throws: ModelError.sample(.invalidValue)) { try DNSServers([Samples.address(1), Samples.address(1)]) }
    }

    @Test func `fit a domain name with the longest network and suffix`() throws {
        let label = String(repeating: "a", count: 63)
        let name = try DNSRecordName(parsing: "\(label).\(label.dropLast(7))")
        var network = Samples.network("twelve-bytes")
        network.dnsSuffix = try DNSSuffix(parsing: "\(label).\(label.dropLast(13)).org")
        let whole = name.name(in: try #require(network.zones.last))
        #expect(whole.description.utf8.count == 252)
        #expect(try DomainName(parsing: whole.description) == whole)
    }
}
