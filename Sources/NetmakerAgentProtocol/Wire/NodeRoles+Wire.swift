internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension NodeRoles {
    init(_ wire: WireNodeConfiguration) throws(MalformedField) {
        self.init(
            egress: wire.hasEgress
                ? try part("egress") { () throws(MalformedField) in try EgressGateway(wire.egress) } : nil,
            ingress: wire.hasIngress
                ? try part("ingress") { () throws(MalformedField) in try IngressGateway(wire.ingress) } : nil,
            relay: wire.hasRelay
                ? RelayMark(markedAt: Timestamp(millisecondsSince1970: wire.relay.markedAt)) : nil)
    }
}

extension EgressGateway {
    init(_ wire: WireEgressGateway) throws(MalformedField) {
        let ranges = try parts("ranges", wire.ranges, limit: RoutedRanges.maximumCount) { wire throws(MalformedField) in
            try IPPrefix(wire)
        }
        let interface =
            wire.interface.isEmpty
            ? nil
            : try field("interface") { () throws(ModelError) in try InterfaceName(parsing: wire.interface) }
        let translation: Translation
        switch wire.translation {
        case .masquerade: translation = .masquerade
        case .none: translation = .none
        case .unspecified, .UNRECOGNIZED: throw MalformedField("translation", message: "it is not known")
        }
        self = try field("ranges") { () throws(ModelError) in
            try EgressGateway(ranges: ranges, interface: interface, translation: translation)
        }
    }

    var wire: WireEgressGateway {
        WireEgressGateway.with {
            $0.ranges = ranges.map(\.wire)
            if let interface { $0.interface = interface.description }
            switch translation {
            case .masquerade: $0.translation = .masquerade
            case .none: $0.translation = .none
            }
        }
    }
}

extension IngressGateway {
    init(_ wire: WireIngressGateway) throws(MalformedField) {
        let servers = try parts("name_servers", wire.nameServers, limit: Self.maximumNameServers) {
            wire throws(MalformedField) in try IPAddress(wire)
        }
        self = try field("name_servers") { () throws(ModelError) in try IngressGateway(nameServers: servers) }
    }

    var wire: WireIngressGateway { WireIngressGateway.with { $0.nameServers = nameServers.map(\.wire) } }
}

extension RelayMark {
    var wire: WireRelayMark { WireRelayMark.with { $0.markedAt = markedAt.millisecondsSince1970 } }
}

extension ExternalPeer {
    init(_ wire: WireExternalPeer) throws(MalformedField) {
        self.init(
            id: ExternalClientID(rawValue: wire.clientID),
            name: wire.hasName ? try part("name") { () throws(MalformedField) in try ClientName(wire.name) } : nil,
            publicKey: try field("public_key") { () throws(ModelError) in try PublicKey(bytes: wire.publicKey) },
            allowedIPs: try parts("allowed_ips", wire.allowedIps, limit: RoutedRanges.maximumInRecord) {
                wire throws(MalformedField) in try IPPrefix(wire)
            },
            expiresAt: wire.expiresAt == 0 ? nil : Timestamp(millisecondsSince1970: wire.expiresAt))
    }

    var wire: WireExternalPeer {
        WireExternalPeer.with {
            $0.clientID = id.rawValue
            if let name { $0.name = name.wire }
            $0.publicKey = Data(publicKey.bytes)
            $0.allowedIps = allowedIPs.map(\.wire)
            if let expiresAt { $0.expiresAt = expiresAt.millisecondsSince1970 }
        }
    }
}
