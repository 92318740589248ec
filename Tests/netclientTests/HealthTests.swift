import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgent
@testable import netclient

@Suite struct `A network's health` {
    @Test func `is good while its tunnel stands, with the server away too`() throws {
        #expect(try Statuses.harbor().health == .init(isHealthy: true, reason: "revision 12 is in force on nm-harbor"))
        let away = try Statuses.harbor().with(.waiting, trouble: "no way to it").health
        #expect(
            away
                == .init(
                    isHealthy: true,
                    reason: "revision 12 is in force on nm-harbor; the server was last heard 12 s ago, which no tunnel "
                        + "depends on"))
    }

    @Test func `is good where the node is to take no part`() throws {
        for (status, reason) in [
            (NodeStatus.pending, "it waits to be let in by an admin"),
            (.disconnected, "it takes no part: an admin has disconnected it"),
            (.expired, "it takes no part: its time is over"),
        ] {
            var network = try Statuses.harbor()
            network.status = status
            network.hasInterface = false
            network.inForce = nil
            #expect(network.health == .init(isHealthy: true, reason: reason))
        }
    }

    @Test func `is bad without a daemon, an interface, or what is told in force`() throws {
        #expect(try Statuses.harbor().with(nil, isRunning: false).health.reason == "no daemon runs for it")
        var gone = try Statuses.harbor()
        gone.hasInterface = false
        #expect(gone.health == .init(isHealthy: false, reason: "interface nm-harbor is not there"))
        var behind = try Statuses.harbor()
        behind.inForce = Revision(11)
        #expect(behind.health == .init(isHealthy: false, reason: "revision 12 is not in force yet"))
        var broken = try Statuses.harbor()
        broken.interfaceTrouble = "the device says no"
        #expect(broken.health == .init(isHealthy: false, reason: "the device says no"))
    }
}

@Suite struct `Why a peer is reached` {
    private func explain(
        _ text: String, _ change: (inout AgentStatus) throws -> Void = { _ in }
    ) throws -> LocalExplanation? {
        var status = try Statuses.harbor(peers: try Statuses.kinds())
        try change(&status)
        return LocalExplanation(of: text, in: status)
    }

    private func answer(
        _ text: String, _ change: (inout AgentStatus) throws -> Void = { _ in }
    ) throws -> LocalExplanation { try #require(try explain(text, change)) }

    @Test(arguments: ["db", "DB", "db.harbor", "10.10.0.2", "fd00:10::2", "\(Samples.nodeID(2))"])
    func `is asked by name, address or id`(_ text: String) throws {
        let answer = try answer(text)
        #expect(answer.reachable == .yes)
        #expect(answer.summary == "db is reached: the last handshake was 12 s ago")
        #expect(answer.findings == [])
    }

    @Test func `is asked of clients and of what is behind gateways too`() throws {
        #expect(try answer("phone").target == "phone, a client of edge")
        #expect(try answer("192.168.9.20").target == "192.168.9.20, behind edge")
        #expect(try explain("nobody") == nil)
        #expect(try explain("10.10.0.200") == nil)
    }

    @Test func `is said of each kind of failure, with what helps`() throws {
        let cases: [(String, FindingKind, Explanation.Reachability)] = [
            ("idle", .stale, .unknown), ("lost", .neverAnswered, .no), ("missing", .peerMissing, .no),
            ("silent", .noEndpoint, .unknown), ("temporary", .untried, .unknown),
        ]
        for (name, kind, reachable) in cases {
            let answer = try answer(name)
            #expect(answer.findings.first?.kind == kind, "\(name)")
            #expect(answer.reachable == reachable, "\(name)")
            #expect(answer.findings.allSatisfy { !$0.remedy.isEmpty })
        }
    }

    @Test func `is said of the machine itself first`() throws {
        #expect(try answer("db") { $0.hasInterface = false }.findings.map(\.kind) == [.noDevice])
        #expect(try answer("db") { $0.status = .disconnected }.findings.map(\.kind) == [.disconnected])
        #expect(try answer("db") { $0.expiresAt = Statuses.now }.findings.map(\.kind) == [.expired])
        #expect(try answer("db") { $0.interfaceTrouble = "no" }.findings.map(\.kind) == [.notApplied])
        #expect(try answer("db") { $0 = $0.with(nil, isRunning: false) }.findings.map(\.kind) == [.agentAway])
    }

    @Test func `is said of what another has, of routes, and of time`() throws {
        let prefix = try IPPrefix(parsing: "10.10.0.2/32")
        let taken = try answer("db") {
            $0.peers[0].notAllowed = [prefix]
            $0.peers[0].heldBy = try NodeName(parsing: "edge")
        }
        #expect(taken.summary.contains("the device sends nothing for 10.10.0.2/32 to db: edge has it"))
        let unled = try answer("192.168.9.20") { $0.peers[1].notLed = [try IPPrefix(parsing: "192.168.9.0/24")] }
        #expect(unled.findings.map(\.kind) == [.notLed])
        // The gateway itself is reached all the same.
        let gateway = try answer("10.10.0.3") { $0.peers[1].notLed = [try IPPrefix(parsing: "192.168.9.0/24")] }
        #expect(gateway.reachable == .yes)
        #expect(try answer("temporary") { $0.peers[6].expiresAt = Statuses.now }.findings.map(\.kind) == [.expired])
        let away = try answer("db") { $0 = $0.with(.waiting) }
        #expect(away.reachable == .yes)
        #expect(away.findings.map(\.weight) == [.remark])
    }

    @Test func `is told in lines that fit`() throws {
        let text = ExplanationText(explanation: try answer("lost"), now: Statuses.now, width: 80).lines
        #expect(
            text.joined(separator: "\n") == """
                lost is not reached: 148 bytes were sent to 203.0.113.2:51821, which has never
                answered

                network harbor, peer lost
                  10.10.0.5, fd00:10::5
                  never reached at 203.0.113.2:51821
                  received 0 B, sent 148 B

                1. 148 bytes were sent to 203.0.113.2:51821, which has never answered
                   see that UDP port 51821 gets through to lost: its own firewall, its NAT, and
                   what is between; nmctl why shows both ends
                """)
    }
}

@Suite struct `Quantities for people` {
    @Test func `are times before and after now`() {
        let now = Statuses.now
        #expect(Quantities.age(of: now - .seconds(12), at: now) == "12 s ago")
        #expect(Quantities.age(of: now + .seconds(12), at: now) == "0 s ago")
        #expect(Quantities.distance(to: now + .seconds(7200), at: now) == "in 2 h")
    }
}
