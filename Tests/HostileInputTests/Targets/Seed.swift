import NetmakerAgentProtocol
import NetmakerCore

/// Valid values of every kind, which fuzzing begins with.
enum Seed {
    static let time = Timestamp(millisecondsSince1970: 1_767_225_600_000)
    static let position = MapPosition(
        epoch: Epoch(rawValue: 1), revision: Revision(300), digest: MapDigest(rawValue: 0x0102_0304))

    static func key(_ number: UInt8) throws -> PublicKey {
        try PublicKey(bytes: [number] + Array(repeating: 7, count: 31))
    }

    static func endpoint() throws -> Endpoint { try Endpoint(parsing: "192.0.2.7:51822") }
    static func pin() throws -> CertificatePin { try CertificatePin(bytes: Array(1...32)) }
    static func tunnelReport() throws -> TunnelReport {
        let peer = TunnelReport.Peer(
            publicKey: try key(2), endpoint: try endpoint(), handshakeAge: .milliseconds(1500), received: 7, sent: 8,
            persistentKeepalive: .netmaker, addresses: [try endpoint().address])
        return TunnelReport(
            number: 5, time: time, inForce: Revision(300), trouble: "no room", publicKey: try key(1),
            listenPort: .netmaker, peers: [peer], ledIn: [try endpoint().address], links: [peer])
    }
    static func edits() throws -> NodeEdits {
        NodeEdits(
            number: 3,
            edits: [
                NodeEdit(from: .listenPort(.netmaker), to: .listenPort(try ListenPort(40_000))),
                NodeEdit(from: .pinnedEndpoint(nil), to: .pinnedEndpoint(try endpoint())),
                NodeEdit(from: .roaming(true), to: .roaming(false)),
            ])
    }
    static func nonce() throws -> Nonce { try Nonce(bytes: Array(1...32)) }
    static func challenge() throws -> Challenge { Challenge(server: ServerID(rawValue: 1), nonce: try nonce()) }

    static func report(pinning update: Update<Endpoint>) throws -> NodeReport {
        NodeReport(
            listenPort: .netmaker, interface: try InterfaceName(parsing: "nm-harbor"), mtu: .wireGuard,
            localAddresses: [
                try InterfaceAddress(parsing: "198.51.100.7/24"), try InterfaceAddress(parsing: "2001:db8::7/64"),
            ],
            pinnedEndpoint: update,
            facts: NodeFacts(
                hostname: "machine", operatingSystem: "Debian", architecture: "x86_64", version: "0.1.0",
                backend: "kernel"))
    }

    static func hello() throws -> Hello {
        Hello(
            capabilities: ["deltas"], node: NodeID(rawValue: 7), position: position, report: try report(pinning: .keep))
    }

    static func sessionlessCheckIn() throws -> CheckInRequest {
        CheckInRequest(
            node: NodeID(rawValue: 7), position: position,
            sessionless: Sessionless(
                report: try report(pinning: .keep), acknowledged: Revision(299),
                configuration: ConfigurationMark(rawValue: 7),
                cursor: MapCursor(epoch: position.epoch, revision: position.revision, page: 1), edits: try edits()))
    }

    static func checkInReplies() throws -> [CheckInReply] {
        let configuration = try configuration()
        let chunk = MapChunk(
            epoch: position.epoch, revision: position.revision, records: [], digest: position.digest)
        let verdicts: [CheckInReply.Verdict] = [
            .equal(position.revision), .openSession, .configuration(configuration, try configuration.mark()),
            .page(MapPage(number: 1, chunk: chunk)),
        ]
        let edits = NodeEditsReply(
            number: 1, refusals: [NodeEditRefusal(field: "name", message: "no", remedy: "ask")])
        return try verdicts.map {
            CheckInReply(verdict: $0, serverTime: time, nextPins: [try pin()], edits: edits)
        }
    }

    static func join() throws -> JoinRequest {
        JoinRequest(
            network: try NetworkName(parsing: "harbor"),
            key: try Secret(parsing: "OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg"),
            identity: try IdentityKey(bytes: Array(1...32)), publicKey: try key(1),
            name: try NodeName(parsing: "machine"), report: try report(pinning: .clear))
    }

    static func joinReply() throws -> JoinReply {
        JoinReply(server: ServerID(rawValue: 1), epoch: Epoch(rawValue: 1), configuration: try configuration())
    }

    static func configuration() throws -> NodeConfiguration {
        NodeConfiguration(
            node: NodeID(rawValue: 7), network: try NetworkName(parsing: "harbor"),
            name: try NodeName(parsing: "machine"),
            ranges: try AddressRanges(
                ipv4: try IPv4Prefix(parsing: "10.10.0.0/16"), ipv6: try IPv6Prefix(parsing: "fd00:10::/64")),
            addresses: [try InterfaceAddress(parsing: "10.10.0.7/16"), try InterfaceAddress(parsing: "fd00:10::7/64")],
            listenPort: .netmaker, persistentKeepalive: .netmaker, mtu: .wireGuard,
            interface: try InterfaceName(parsing: "nm-harbor"), pinnedEndpoint: try endpoint(),
            observedAddresses: [try IPAddress(parsing: "192.0.2.8")], publicKey: try key(7), nextKey: .make,
            options: NodeOptions(commands: InterfaceCommands(postUp: try ShellCommand("true"))),
            expiresAt: Timestamp(millisecondsSince1970: 1_900_000_000_000), revision: Revision(300))
    }

    /// The n-th peer, with everything in it.
    static func record(_ number: UInt8) throws -> PeerRecord {
        PeerRecord(
            id: NodeID(rawValue: UInt64(number)), name: try NodeName(parsing: "machine-\(number)"),
            publicKey: try key(number), nextPublicKey: try key(100 + number),
            ipv4: try IPv4Address(parsing: "10.10.0.\(number)"), ipv6: try IPv6Address(parsing: "fd00:10::\(number)"),
            ranges: [try IPPrefix(parsing: "192.168.\(number).0/24")],
            clients: [
                ClientName(
                    name: try NodeName(parsing: "phone-\(number)"), ipv4: try IPv4Address(parsing: "10.10.7.\(number)"),
                    ipv6: try IPv6Address(parsing: "fd00:10::7:\(number)"))
            ],
            candidates: EndpointCandidates(
                pinned: try endpoint(),
                local: [
                    EndpointCandidates.Local(
                        endpoint: try Endpoint(parsing: "198.51.100.8:51821"),
                        subnet: try IPPrefix(parsing: "198.51.100.0/24"), behind: try IPAddress(parsing: "192.0.2.8"))
                ],
                observedIPv4: try Endpoint(parsing: "192.0.2.8:51821"),
                observedIPv6: try Endpoint(parsing: "[2001:db8::8]:51821")),
            expiresAt: Timestamp(millisecondsSince1970: 1_900_000_000_000))
    }

    /// Custom names of both kinds.
    static func dnsEntries() throws -> [DNSEntry] {
        [
            DNSEntry(
                name: try DNSRecordName(parsing: "db.eu"),
                target: .addresses(
                    try DNSAddresses([try IPAddress(parsing: "192.0.2.9"), try IPAddress(parsing: "2001:db8::9")]))),
            DNSEntry(name: try DNSRecordName(parsing: "www"), target: .node(NodeID(rawValue: 7))),
        ]
    }

    /// What a node is told of three peers.
    static func map() throws -> PeerMap {
        PeerMap(
            epoch: Epoch(rawValue: 1), revision: Revision(300), peers: try (1...3).map { try record($0) },
            dnsEntries: try dnsEntries())
    }
}
