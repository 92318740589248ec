import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting

/// The values whose bytes are in `GoldenCalls` and `GoldenFrames`.
enum Example {
    static let server = ServerID(rawValue: 0x0102_0304_0506_0708)
    static let bytes32: [UInt8] = Array(1...8) + Array(1...8) + Array(1...8) + Array(1...8)
    static let digest = MapDigest(rawValue: 0x0001_0203_0405_0607_0809_0A0B_0C0D_0E0F)
    static let position = MapPosition(epoch: Epoch(rawValue: 1), revision: Revision(300), digest: digest)

    static func nonce() throws -> Nonce { try Nonce(bytes: bytes32) }
    static func challenge() throws -> Challenge { Challenge(server: server, nonce: try nonce()) }
    static func pin() throws -> CertificatePin { try CertificatePin(bytes: bytes32) }
    static let expiry = Timestamp(millisecondsSince1970: 1_900_000_000_000)
    static func pinned() throws -> Endpoint { try Endpoint(parsing: "192.0.2.7:51822") }

    static func report(pinning update: Update<Endpoint> = .keep, addresses: [String] = []) throws -> NodeReport {
        NodeReport(
            listenPort: .netmaker, interface: try InterfaceName(parsing: "nm-harbor"), mtu: .wireGuard,
            localAddresses: try addresses.map { try InterfaceAddress(parsing: $0) }, pinnedEndpoint: update,
            facts: NodeFacts(
                hostname: "machine", operatingSystem: "Debian", architecture: "x86_64", version: "0.1.0",
                backend: "kernel"))
    }

    static func configuration() throws -> NodeConfiguration {
        NodeConfiguration(
            node: Samples.nodeID(7), network: Samples.networkName(), name: Samples.nodeName(7), ranges: Samples.ranges,
            addresses: [try InterfaceAddress(parsing: "10.10.0.7/16"), try InterfaceAddress(parsing: "fd00:10::7/64")],
            listenPort: .netmaker, persistentKeepalive: .netmaker, mtu: .wireGuard,
            interface: try InterfaceName(parsing: "nm-harbor"), pinnedEndpoint: try pinned(),
            observedAddresses: [Samples.address(8)], publicKey: Samples.publicKey(7), nextKey: .make,
            options: NodeOptions(
                udpHolePunching: true, dnsOn: false, roaming: true,
                commands: InterfaceCommands(
                    postUp: try ShellCommand("logger up"), postDown: try ShellCommand("logger down"))),
            status: .expired, expiresAt: expiry, checkInInterval: try CheckInInterval(60), revision: Revision(300),
            dns: NodeDNS(
                zones: [try DomainName(parsing: "harbor"), try DomainName(parsing: "harbor.corp.example.org")],
                servers: try DNSServers([try IPAddress(parsing: "10.10.0.53")])))
    }

    static func addressEntry() throws -> DNSEntry { Samples.dnsRecord("db.eu", ["192.0.2.9", "2001:db8::9"]).entry }

    static func tunnelQuestion() throws -> TunnelQuestion {
        TunnelQuestion(
            number: 5, peers: [Samples.publicKey(7)], addresses: [try IPAddress(parsing: "fd00:10::7")])
    }

    static func tunnelReport() throws -> TunnelReport {
        let address = try IPAddress(parsing: "10.10.0.7")
        return TunnelReport(
            number: 5, time: Samples.time, inForce: Revision(300), trouble: "full", publicKey: Samples.publicKey(8),
            listenPort: .netmaker,
            peers: [
                TunnelReport.Peer(
                    publicKey: Samples.publicKey(7), endpoint: try pinned(), handshakeAge: .milliseconds(1500),
                    received: 7, sent: 8, persistentKeepalive: .netmaker, addresses: [address])
            ], ledIn: [address])
    }

    static func edits() throws -> NodeEdits {
        NodeEdits(
            number: 5,
            edits: [
                NodeEdit(from: .name(Samples.nodeName(7)), to: .name(try NodeName(parsing: "web"))),
                NodeEdit(from: .listenPort(.netmaker), to: .listenPort(try ListenPort(51_822))),
                NodeEdit(from: .persistentKeepalive(.netmaker), to: .persistentKeepalive(.off)),
                NodeEdit(from: .mtu(.wireGuard), to: .mtu(try MTU(1280))),
                NodeEdit(from: .pinnedEndpoint(nil), to: .pinnedEndpoint(try pinned())),
                NodeEdit(from: .udpHolePunching(true), to: .udpHolePunching(false)),
                NodeEdit(from: .dnsOn(false), to: .dnsOn(true)), NodeEdit(from: .roaming(true), to: .roaming(false)),
            ])
    }

    static func alias() throws -> DNSEntry {
        DNSEntry(name: try DNSRecordName(parsing: "www"), target: .node(Samples.nodeID(7)))
    }

    /// A record with everything in it.
    static func record() throws -> PeerRecord {
        PeerRecord(
            id: Samples.nodeID(7), name: Samples.nodeName(7), publicKey: Samples.publicKey(7),
            nextPublicKey: Samples.publicKey(8),
            ipv4: try IPv4Address(parsing: "10.10.0.7"), ipv6: try IPv6Address(parsing: "fd00:10::7"),
            ranges: [try IPPrefix(parsing: "192.168.7.0/24"), try IPPrefix(parsing: "2001:db8:7::/48")],
            candidates: EndpointCandidates(
                pinned: try pinned(),
                local: [
                    EndpointCandidates.Local(
                        endpoint: try Endpoint(parsing: "198.51.100.8:51821"),
                        subnet: try IPPrefix(parsing: "198.51.100.0/24"), behind: Samples.address(8))
                ],
                observedIPv4: try Endpoint(parsing: "192.0.2.8:51821"),
                observedIPv6: try Endpoint(parsing: "[2001:db8::8]:51821")), expiresAt: expiry)
    }

    /// A record with little in it.
    static func shortRecord() throws -> EncodedPeerRecord {
        try EncodedPeerRecord(
            PeerRecord(
                id: Samples.nodeID(7), name: Samples.nodeName(7), publicKey: Samples.publicKey(7),
                ipv4: try IPv4Address(parsing: "10.10.0.7"), ipv6: nil, candidates: EndpointCandidates()))
    }
}
