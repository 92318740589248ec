import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgent
@testable import netclient

@Suite struct `A network's status for people` {
    private func text(
        _ status: AgentStatus, width: Int = 80, _ extent: StatusText.Extent = .short
    ) -> String {
        StatusText(status, now: Statuses.now, width: width, extent: extent).lines.joined(separator: "\n")
    }

    @Test func `tells how the node, its interface and its server stand, and each peer in words`() throws {
        #expect(
            text(try Statuses.harbor(peers: try Statuses.kinds())) == """
                network harbor
                  node       web (\(Samples.nodeID(1)))
                  addresses  10.10.0.1/16, fd00:10::1/64
                  interface  nm-harbor, port 51821, kernel WireGuard
                  server     203.0.113.10:50051, connected for 3 min
                  revision   12, in force, as the server knows
                  names      in harbor, answered at 127.110.0.1:53, which systemd-resolved asks

                7 peers, 2 with a session, 1 never reached
                  db         10.10.0.2, fd00:10::2
                             direct, LAN at 192.168.1.5:51821, handshake 12 s ago
                             received 3.1 MiB, sent 999 B, keepalive 20 s
                  edge       10.10.0.3, fd00:10::3
                             direct at 203.0.113.2:51821, handshake 2 min ago
                             received 2.0 KiB, sent 1.0 TiB
                             gateway to 192.168.9.0/24
                             gateway of phone 10.10.0.9
                             may carry packets between others, and can read those
                  idle       10.10.0.4, fd00:10::4
                             idle at 203.0.113.2:51821, last handshake 2 h ago
                             received 0 B, sent 0 B
                  lost       10.10.0.5, fd00:10::5
                             never reached at 203.0.113.2:51821
                             received 0 B, sent 148 B
                  missing    10.10.0.6, fd00:10::6
                             not on the device
                  silent     10.10.0.7, fd00:10::7
                             no endpoint known; it has to call first
                             received 0 B, sent 0 B
                  temporary  10.10.0.8, fd00:10::8
                             no handshake yet at 203.0.113.2:51821
                             received 0 B, sent 0 B
                             expires in 5 h
                """)
    }

    @Test func `says what is not well, and what the node does for others`() throws {
        var status = try Statuses.harbor()
        status.status = .active
        status.expiresAt = Statuses.now + .seconds(3 * 86_400)
        status.inForce = Revision(11)
        status.roles = AgentStatus.Roles(
            egress: [try IPPrefix(parsing: "192.168.9.0/24")], ingress: true, relay: true)
        status.clients = [
            AgentStatus.Client(
                name: try NodeName(parsing: "phone"), publicKey: Samples.publicKey(9), addresses: [],
                lastHandshake: Statuses.ago(.seconds(40)), expiresAt: nil)
        ]
        status.refusesCommands = true
        status.repairs = 2
        status.drift = ["the device lacks db", "it listens on port 4000, not 51821"]
        #expect(
            text(status) == """
                network harbor
                  node       web (\(Samples.nodeID(1)))
                  addresses  10.10.0.1/16, fd00:10::1/64
                  interface  nm-harbor, port 51821, kernel WireGuard
                  server     203.0.113.10:50051, connected for 3 min
                  revision   12 is told, and 11 is in force
                  expires    in 3 d, at \(Statuses.now + .seconds(3 * 86_400))
                  names      in harbor, answered at 127.110.0.1:53, which systemd-resolved asks
                  routes     192.168.9.0/24 for the others (egress gateway)
                  clients    phone (40 s ago) (ingress gateway)
                  relay      it may carry packets between others, and can read those
                  commands   the server's are not run: they were not allowed at the join
                  differs    the device lacks db; it listens on port 4000, not 51821
                  repaired   what others had changed here, 2 times: the log says what
                """)
    }

    @Test(
        arguments: [
            (
                .absent, "127.110.0.1:53", nil,
                "answered at 127.110.0.1:53 alone: no systemd-resolved runs; ask with dig @127.110.0.1"
            ),
            (.absent, "127.110.0.1:253", nil, "ask with dig @127.110.0.1 -p 253"),
            (.failed, nil, "resolvectl says no", "not looked up: resolvectl says no"),
            (.off, nil, nil, "not looked up on this machine"),
        ] as [(NamesStatus.Lookup, String?, String?, String)])
    func `says how names are looked up`(
        lookup: NamesStatus.Lookup, address: String?, trouble: String?, sentence: String
    ) throws {
        var status = try Statuses.harbor()
        status.names = NamesStatus(
            lookup: lookup, zones: [], address: address, servers: [], trouble: trouble)
        #expect(text(status, width: 200).contains(sentence))
    }

    @Test func `says of a server that is away that no tunnel needs it`() throws {
        var status = try Statuses.harbor().with(.waiting, trouble: "the server is not reached; try again later")
        #expect(text(status).contains("203.0.113.10:50051, away, last heard 12 s ago; the tunnels do not\n"))
        #expect(text(status).contains("  trouble    the server is not reached; try again later"))
        status.lastHeard = nil
        #expect(
            text(status, width: 200).contains(
                "not reached since the daemon started 2 h ago; the tunnels do not need it"))
    }

    @Test func `is told from the files alone where no daemon runs`() throws {
        var status = try Statuses.harbor(peers: [try Statuses.peer(2, "db", endpoint: nil)]).with(nil, isRunning: false)
        status.time = nil
        status.hasInterface = nil
        status.drift = nil
        let text = text(status)
        #expect(text.contains("no daemon runs: start it with netclient"))
        #expect(text.contains("revision   12, as last saved"))
        #expect(text.hasSuffix("1 peer, as last told\n  db  10.10.0.2, fd00:10::2"))
    }

    @Test(arguments: [40, 60, 80, 120]) func `fits the terminal`(_ width: Int) throws {
        var status = try Statuses.harbor(peers: try Statuses.kinds()).with(
            .waiting, trouble: "the interface cannot be set up since the kernel refuses it; see what it says")
        status.drift = ["the device lacks db, edge, idle and 7 more"]
        for line in text(status, width: width).split(separator: "\n") where line.split(separator: " ").count > 2 {
            #expect(line.count <= width, "\(line)")
        }
    }

    @Test func `shows twenty peers, and says how many more there are`() throws {
        let peers = try (2..<32).map { try Statuses.peer($0, "n\($0)") }
        let status = try Statuses.harbor(peers: peers)
        #expect(text(status).hasSuffix("  and 10 more: netclient status -n harbor --all shows them"))
        #expect(!text(status).contains("n22 "))
        #expect(text(status, .all).contains("  n31  10.10.0.31"))
    }
}

@Suite struct `The networks of a machine for people` {
    @Test func `are a line each`() throws {
        var second = try Statuses.harbor().with(nil, isRunning: false)
        second.status = .pending
        let statuses = [try Statuses.harbor(peers: try Statuses.kinds()), second]
        #expect(
            ListText(statuses: statuses, width: 120).text == """
                NETWORK  NODE  INTERFACE  ADDRESSES             PEERS  SERVER              STATE
                harbor   web   nm-harbor  10.10.0.1,fd00:10::1  7      203.0.113.10:50051  connected
                harbor   web   nm-harbor  10.10.0.1,fd00:10::1  0      203.0.113.10:50051  pending
                """)
        #expect(
            ListText(statuses: statuses, width: 80).text == """
                NETWORK  NODE  INTERFACE  ADDRESSES             PEERS  STATE
                harbor   web   nm-harbor  10.10.0.1,fd00:10::1  7      connected
                harbor   web   nm-harbor  10.10.0.1,fd00:10::1  0      pending
                """)
    }
}

extension AgentStatus {
    /// The same but for its connection.
    func with(_ connection: AgentProgress.Connection?, trouble: String? = nil, isRunning: Bool = true) -> AgentStatus {
        var status = AgentStatus(
            network: network, node: node, name: name, server: server, isRunning: isRunning, connection: connection,
            trouble: trouble, interface: interface, listenPort: listenPort, backend: isRunning ? backend : nil,
            addresses: addresses, revision: revision, acknowledged: acknowledged, peers: peers)
        status.time = time
        status.status = self.status
        status.zones = zones
        status.inForce = inForce
        status.startedAt = startedAt
        status.lastHeard = lastHeard
        status.hasInterface = hasInterface
        status.drift = drift
        return status
    }
}
