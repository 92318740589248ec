import DurableFiles
import Logging
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `The ranges of a machine's other networks` {
    private let world: World
    private let server = TestServer()

    init() throws { world = try World() }

    private func maps(of network: String) -> NeighbourMaps {
        NeighbourMaps(
            MembershipFiles(folder: world.folder, network: Samples.networkName(network)),
            Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func joinLab(_ policy: MembershipRequest.OverlapPolicy, _ ranges: AddressRanges) async throws {
        try world.place(TestServer(Samples.network("lab", ranges: ranges), id: 98), at: 50052)
        var request = try World.request("lab", port: 50052)
        request.overlapPolicy = policy
        _ = try await world.environment.join(request)
    }

    @Test func `are those of their maps, as long as the machine is in them`() async throws {
        try await world.join(server)
        let (harbor, lab) = (maps(of: "harbor"), maps(of: "lab"))
        #expect(harbor.ranges() == NeighbourRanges())
        #expect(lab.ranges().ranges == [Samples.networkName(): Samples.ranges.all])
        let ranges = try AddressRanges(ipv4: try IPv4Prefix(parsing: "10.30.0.0/16"), ipv6: nil)
        try await joinLab(.refuse, ranges)
        #expect(harbor.ranges().ranges == [Samples.networkName("lab"): ranges.all])
        // What cannot be read now was readable before.
        try AtomicFile.write(
            Array("no map".utf8), to: world.folder.path(of: .map, Samples.networkName("lab")), mode: 0o600)
        #expect(harbor.ranges().ranges == [Samples.networkName("lab"): ranges.all])
        #expect(maps(of: "harbor").ranges() == NeighbourRanges())
        _ = try await world.environment.leave(Samples.networkName("lab"))
        #expect(harbor.ranges() == NeighbourRanges())
    }

    @Test func `are no matter to whoever joined in spite of them`() async throws {
        try await world.join(server)
        try await joinLab(.accept, Samples.ranges)
        #expect(maps(of: "harbor").ranges() == NeighbourRanges())
        let credential = try MembershipFiles(folder: world.folder, network: Samples.networkName("lab")).credential()
        #expect(credential.overlapPolicy == .accept)
        #expect(try Credential(decoding: credential.encodedRevealingSecret()).overlapPolicy == .accept)
    }
}
