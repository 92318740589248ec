import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Why one place reaches another` {
    @Test(arguments: PlantedFault.all) func `is told by the first thing that is wrong`(_ fault: PlantedFault) throws {
        var world = FaultWorld()
        try fault.plant(&world)

        let explanation = try world.explanation(from: fault.from, to: fault.to)

        let found = explanation.findings.map { "\($0.kind): \($0.message)" }
        #expect(explanation.reachable == fault.reachable, "\(explanation.summary); \(found)")
        #expect(explanation.findings.first?.kind == fault.first, "\(found)")
        let said = explanation.findings.first?.message ?? explanation.summary
        #expect(said.hasPrefix(fault.says), "\(said)")
    }

    @Test func `has every kind of finding that there is in its table`() {
        let planted = Set(PlantedFault.all.compactMap(\.first))
        let others: Set<FindingKind> = [.relayUnused]
        #expect(Set(FindingKind.allCases).subtracting(planted).subtracting(others).isEmpty)
        #expect(PlantedFault.all.count >= 20)
    }

    @Test(arguments: PlantedFault.all) func `has a remedy for all that is found`(_ fault: PlantedFault) throws {
        var world = FaultWorld()
        try fault.plant(&world)
        for finding in try world.explanation(from: fault.from, to: fault.to).findings {
            for text in [finding.message, finding.remedy] {
                #expect(!text.isEmpty && !text.hasSuffix(".") && text.first?.isUppercase == false, "\(text)")
            }
        }
    }

    @Test func `has what is wrong before what is only worth knowing`() throws {
        var world = FaultWorld()
        world.machines[FaultWorld.gate]?.word = .unable
        world.nodes[FaultWorld.gate]?.mtu = try MTU(1280)

        let findings = try world.explanation(from: "web", to: "192.168.9.20").findings

        #expect(findings.map(\.kind) == [.beyond, .agentUnable, .mtuDiffers])
        #expect(findings.map(\.weight) == [.doubt, .remark, .remark])
    }
}

@Suite struct `The path from one place to another` {
    @Test(arguments: [
        ("web", "db", ["web direct db"]),
        ("web", "phone", ["web direct gate", "gate client phone"]),
        ("phone", "db", ["phone client gate", "gate direct db"]),
        ("phone", "gate", ["phone client gate"]),
        ("db", "192.168.9.20", ["db direct gate", "gate out 192.168.9.20"]),
        ("phone", "192.168.9.20", ["phone client gate", "gate out 192.168.9.20"]),
        ("192.168.9.0/24", "db", ["192.168.9.0/24 out gate", "gate direct db"]),
        ("web", "web", []),
    ])
    func `goes by the gateways that are on it`(_ from: String, _ to: String, _ hops: [String]) throws {
        let explanation = try FaultWorld().explanation(from: from, to: to)
        #expect(explanation.path.map { "\($0.from) \($0.kind) \($0.to)" } == hops)
    }

    @Test(arguments: [
        "web", "web.harbor", "10.10.0.1", "fd00:10::1", "0000000000000001",
    ])
    func `begins at a node by any of its names`(_ text: String) throws {
        #expect(try FaultWorld().explanation(from: text, to: "db").from.name?.description == "web")
    }

    @Test(arguments: [
        ("sea", "network harbor has neither node nor external client sea"),
        ("10.10.9.9", "nobody in network harbor has 10.10.9.9"),
        ("10.10.0.0/24", "10.10.0.0/24 is the network's own, and many are in it"),
        ("203.0.113.9", "203.0.113.9 is outside of network harbor, and nobody in it routes there"),
        ("192.168.0.0/16", "of 192.168.0.0/16 only a part is routed: 192.168.9.0/24, by egress gateway gate"),
    ])
    func `ends nowhere when there is no such place`(_ text: String, _ message: String) throws {
        let error = try #require(throws: ModelError.self) {
            _ = try FaultWorld().explanation(from: "web", to: text)
        }
        #expect(error.code == .notFound)
        #expect(error.field == "to")
        #expect(error.message == message)
    }

    @Test func `is judged by the candidates as an agent tries them`() throws {
        var world = FaultWorld()
        try world.place(FaultWorld.web, at: "192.168.1.7/24", behind: "203.0.113.1")
        try world.place(FaultWorld.db, at: "192.168.1.8/24", behind: "203.0.113.1")
        let tunnel = try #require(try world.explanation(from: "web", to: "db").tunnels.first)

        #expect(
            tunnel.candidates.map { "\($0.endpoint) \($0.origin) \($0.isUsable): \($0.reason)" } == [
                "192.168.1.8:51821 local true: both are on 192.168.1.0/24 behind 203.0.113.1",
                "203.0.113.1:51821 observed true: the server sees it come from there, and it listens on that port",
            ])
        world.nodes[FaultWorld.db]?.pinnedEndpoint = try Endpoint(parsing: "203.0.113.77:4500")
        let pinned = try #require(try world.explanation(from: "web", to: "db").tunnels.first)
        #expect(pinned.candidates.map(\.isUsable) == [true, false, false])
        #expect(pinned.candidates.first?.reason == "it is set by hand, and so the only one that is tried")
    }
}
