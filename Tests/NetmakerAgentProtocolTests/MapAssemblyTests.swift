import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgentProtocol

@Suite struct `A map on its way in` {
    let records = (1...3).map { PeerRecord(Samples.node($0)) }
    let epoch = Epoch(rawValue: 1)

    private var map: PeerMap { PeerMap(epoch: epoch, revision: Revision(5), peers: records) }

    private func chunk(
        _ records: [PeerRecord], revision: Revision = Revision(5), digest: MapDigest? = nil
    ) throws -> MapChunk {
        MapChunk(
            epoch: epoch, revision: revision, records: try records.map { try EncodedPeerRecord($0) }, digest: digest)
    }

    @Test func `is whole with its last chunk`() throws {
        var assembly = MapAssembly()
        #expect(try assembly.add(chunk(Array(records[..<2]))) == nil)
        #expect(try assembly.add(chunk([records[2]], digest: map.digest)) == map)
    }

    @Test func `may hold nobody`() throws {
        var assembly = MapAssembly()
        #expect(try assembly.add(chunk([], digest: .zero))?.peers.isEmpty == true)
    }

    @Test func `is refused when a chunk is missing`() throws {
        var assembly = MapAssembly()
        let last = try chunk([records[2]], digest: map.digest)
        #expect(throws: AgentProtocolError(.malformed, message: "", remedy: "")) { try assembly.add(last) }
    }

    @Test func `is refused when a chunk is of another revision`() throws {
        var assembly = MapAssembly()
        _ = try assembly.add(chunk([records[0]]))
        let other = try chunk([records[1]], revision: Revision(6))
        #expect(throws: AgentProtocolError(.malformed, message: "", remedy: "")) { try assembly.add(other) }
    }

    @Test func `is refused when it has no end`() throws {
        let chunk = try chunk(records)
        let length = chunk.records.map(\.byteCount).reduce(0, +)
        for var assembly in [
            MapAssembly(maximumCount: 9, maximumLength: .max),
            MapAssembly(maximumCount: .max, maximumLength: 3 * length),
        ] {
            for _ in 1...3 { #expect(try assembly.add(chunk) == nil) }
            #expect(throws: AgentProtocolError(.malformed, message: "", remedy: "")) { try assembly.add(chunk) }
        }
    }

    @Test func `is refused when the names in it have no end`() throws {
        let entry = DNSEntry(name: try DNSRecordName(parsing: "printer"), target: .node(Samples.nodeID(1)))
        let chunk = MapChunk(
            epoch: epoch, revision: Revision(5), records: [], dnsEntries: Array(repeating: entry, count: 50_000),
            digest: nil)
        var assembly = MapAssembly()
        for _ in 1...4 { #expect(try assembly.add(chunk) == nil) }
        #expect(throws: AgentProtocolError(.malformed, message: "", remedy: "")) { try assembly.add(chunk) }
    }
}
