internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension PeerRecord {
    init(_ wire: WirePeerRecord) throws(MalformedField) {
        self.init(
            id: NodeID(rawValue: wire.nodeID),
            name: try field("name") { () throws(ModelError) in try NodeName(parsing: wire.name) },
            publicKey: try field("public_key") { () throws(ModelError) in try PublicKey(bytes: wire.publicKey) },
            nextPublicKey: try PublicKey(wire: wire.nextPublicKey, field: "next_public_key"),
            ipv4: wire.ipv4 == 0 ? nil : IPv4Address(rawValue: wire.ipv4),
            ipv6: try IPv6Address(optional: wire.ipv6),
            ranges: try Self.ranges(wire),
            clients: try parts("clients", wire.clients, limit: RoutedRanges.maximumInRecord) {
                wire throws(MalformedField) in try ClientName(wire)
            },
            candidates: try EndpointCandidates(wire),
            expiresAt: Timestamp(wire: wire.expiresAt), isRelay: wire.isRelay)
    }

    private static func ranges(_ wire: WirePeerRecord) throws(MalformedField) -> [IPPrefix] {
        let limit = RoutedRanges.maximumInRecord
        let ipv4 = try parts("ranges_ipv4", wire.rangesIpv4, limit: limit) { wire throws(MalformedField) in
            IPPrefix.v4(try IPv4Prefix(wire))
        }
        return try ipv4
            + parts("ranges_ipv6", wire.rangesIpv6, limit: limit) { wire throws(MalformedField) in
                IPPrefix.v6(try IPv6Prefix(wire))
            }
    }
}

extension EndpointCandidates {
    fileprivate init(_ wire: WirePeerRecord) throws(MalformedField) {
        self.init()
        if wire.hasPinned { pinned = try part("pinned") { () throws(MalformedField) in try Endpoint(wire.pinned) } }
        local = try parts("local", wire.local, limit: Self.maximumLocal) { wire throws(MalformedField) in
            try Local(wire)
        }
        if wire.hasObservedIpv4 {
            observedIPv4 = try part("observed_ipv4") { () throws(MalformedField) in try Endpoint(wire.observedIpv4) }
        }
        if wire.hasObservedIpv6 {
            observedIPv6 = try part("observed_ipv6") { () throws(MalformedField) in try Endpoint(wire.observedIpv6) }
        }
    }
}

extension EndpointCandidates.Local {
    fileprivate init(_ wire: WireLocalCandidate) throws(MalformedField) {
        let endpoint = try part("endpoint") { () throws(MalformedField) in try Endpoint(wire.endpoint) }
        self.init(
            endpoint: endpoint,
            subnet: try field("prefix_length") { () throws(ModelError) in
                try IPPrefix(containing: endpoint.address, length: Int(wire.prefixLength))
            },
            behind: wire.hasBehind
                ? try part("behind") { () throws(MalformedField) in try IPAddress(wire.behind) } : nil)
    }
}

extension WirePeerRecord {
    init(_ record: PeerRecord) {
        self.init()
        nodeID = record.id.rawValue
        name = record.name.description
        publicKey = Data(record.publicKey.bytes)
        if let address = record.ipv4 { ipv4 = address.rawValue }
        if let address = record.ipv6 { ipv6 = address.rawValue.wire }
        if let endpoint = record.candidates.pinned { pinned = endpoint.wire }
        local = record.candidates.local.map { candidate in
            WireLocalCandidate.with {
                $0.endpoint = candidate.endpoint.wire
                $0.prefixLength = UInt32(candidate.subnet.length)
                if let behind = candidate.behind { $0.behind = behind.wire }
            }
        }
        if let endpoint = record.candidates.observedIPv4 { observedIpv4 = endpoint.wire }
        if let endpoint = record.candidates.observedIPv6 { observedIpv6 = endpoint.wire }
        for range in record.ranges {
            switch range {
            case .v4(let range): rangesIpv4.append(range.wire)
            case .v6(let range): rangesIpv6.append(range.wire)
            }
        }
        clients = record.clients.map(\.wire)
        expiresAt = record.expiresAt?.millisecondsSince1970 ?? 0
        isRelay = record.isRelay
        if let key = record.nextPublicKey { nextPublicKey = Data(key.bytes) }
    }
}
