internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension TunnelQuestion {
    init(_ wire: WireTunnelQuestion) throws(MalformedField) {
        self.init(
            number: wire.number,
            peers: try parts("peers", wire.peers, limit: Self.maximumCount) { key throws(MalformedField) in
                try PublicKey(present: key, field: "")
            },
            addresses: try IPAddress.list("addresses", wire.addresses),
            links: try parts("links", wire.links, limit: Self.maximumLinks) { key throws(MalformedField) in
                try PublicKey(present: key, field: "")
            })
    }

    var wire: WireTunnelQuestion {
        WireTunnelQuestion.with {
            $0.number = number
            $0.peers = peers.map { Data($0.bytes) }
            $0.addresses = addresses.map(\.wire)
            $0.links = links.map { Data($0.bytes) }
        }
    }
}

extension TunnelReport {
    init(_ wire: WireTunnelReport) throws(MalformedField) {
        self.init(
            number: wire.number, time: Timestamp(millisecondsSince1970: wire.time),
            inForce: wire.revision == 0 ? nil : Revision(wire.revision),
            trouble: wire.trouble.isEmpty ? nil : wire.trouble,
            publicKey: try PublicKey(wire: wire.publicKey, field: "public_key"),
            listenPort: wire.listenPort == 0 ? nil : try ListenPort(wire: wire.listenPort, field: "listen_port"),
            peers: try parts("peers", wire.peers, limit: TunnelQuestion.maximumCount) { peer throws(MalformedField) in
                try Peer(peer)
            },
            ledIn: try IPAddress.list("led_in", wire.ledIn),
            links: wire.tellsLinks
                ? try parts("links", wire.links, limit: TunnelQuestion.maximumLinks) { peer throws(MalformedField) in
                    try Peer(peer)
                } : nil)
    }

    var wire: WireTunnelReport {
        WireTunnelReport.with {
            $0.number = number
            $0.time = time.millisecondsSince1970
            $0.revision = inForce?.rawValue ?? 0
            $0.trouble = trouble ?? ""
            $0.publicKey = publicKey.map { Data($0.bytes) } ?? Data()
            $0.listenPort = UInt32(listenPort?.rawValue ?? 0)
            $0.peers = peers.map(\.wire)
            $0.ledIn = ledIn.map(\.wire)
            $0.links = links?.map(\.wire) ?? []
            $0.tellsLinks = links != nil
        }
    }
}

extension TunnelReport.Peer {
    init(_ wire: WireTunnelPeer) throws(MalformedField) {
        let (milliseconds, keepalive) = (wire.handshakeAge, wire.persistentKeepalive)
        self.init(
            publicKey: try PublicKey(present: wire.publicKey, field: "public_key"),
            endpoint: wire.hasEndpoint
                ? try part("endpoint") { () throws(MalformedField) in try Endpoint(wire.endpoint) } : nil,
            handshakeAge: wire.hasHandshakeAge ? .milliseconds(Int64(clamping: milliseconds)) : nil,
            received: wire.receivedBytes, sent: wire.sentBytes,
            persistentKeepalive: try field("persistent_keepalive") { () throws(ModelError) in
                try PersistentKeepalive(seconds: Int(keepalive))
            },
            addresses: try IPAddress.list("addresses", wire.addresses))
    }

    var wire: WireTunnelPeer {
        WireTunnelPeer.with {
            $0.publicKey = Data(publicKey.bytes)
            if let endpoint { $0.endpoint = endpoint.wire }
            if let handshakeAge { $0.handshakeAge = handshakeAge.milliseconds }
            $0.receivedBytes = received
            $0.sentBytes = sent
            $0.persistentKeepalive = UInt32(persistentKeepalive.number)
            $0.addresses = addresses.map(\.wire)
        }
    }
}

extension Duration {
    /// Whole ones; 0 for less than none.
    fileprivate var milliseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let (whole, isTooLong) = UInt64(seconds).multipliedReportingOverflow(by: 1000)
        return isTooLong
            ? UInt64(Int64.max) : min(whole + UInt64(attoseconds / 1_000_000_000_000_000), UInt64(Int64.max))
    }
}

extension PublicKey {
    /// - Throws: `MalformedField` for no bytes, too.
    fileprivate init(present bytes: Data, field name: String) throws(MalformedField) {
        guard let key = try PublicKey(wire: bytes, field: name) else { throw .missing(name) }
        self = key
    }
}

extension IPAddress {
    fileprivate static func list(_ name: String, _ wires: [WireIPAddress]) throws(MalformedField) -> [IPAddress] {
        try parts(name, wires, limit: TunnelQuestion.maximumCount) { wire throws(MalformedField) in try IPAddress(wire)
        }
    }
}
