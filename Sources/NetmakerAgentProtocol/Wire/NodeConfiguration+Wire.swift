internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension NodeConfiguration {
    /// The most addresses a node has, or is seen from: one of each family, and room for a later release.
    private static let maximumAddresses = 16

    init(_ wire: WireNodeConfiguration) throws(MalformedField) {
        self.init(
            node: NodeID(rawValue: wire.nodeID),
            network: try field("network") { () throws(ModelError) in try NetworkName(parsing: wire.network) },
            name: try field("name") { () throws(ModelError) in try NodeName(parsing: wire.name) },
            ranges: try Self.ranges(wire),
            addresses: try parts("addresses", wire.addresses, limit: Self.maximumAddresses) {
                wire throws(MalformedField) in try InterfaceAddress(wire)
            },
            listenPort: try ListenPort(wire: wire.listenPort, field: "listen_port"),
            persistentKeepalive: try field("persistent_keepalive") { () throws(ModelError) in
                try PersistentKeepalive(seconds: Int(wire.persistentKeepalive))
            },
            mtu: try field("mtu") { () throws(ModelError) in try MTU(Int(wire.mtu)) },
            interface: try field("interface") { () throws(ModelError) in try InterfaceName(parsing: wire.interface) },
            pinnedEndpoint: wire.hasPinnedEndpoint
                ? try part("pinned_endpoint") { () throws(MalformedField) in try Endpoint(wire.pinnedEndpoint) } : nil,
            observedAddresses: try parts(
                "observed_addresses", wire.observedAddresses, limit: Self.maximumAddresses
            ) { wire throws(MalformedField) in try IPAddress(wire) },
            publicKey: try PublicKey(wire: wire.publicKey, field: "public_key"),
            nextKey: wire.isAskedForNextKey ? .make : .none,
            options: wire.hasOptions
                ? try part("options") { () throws(MalformedField) in try NodeOptions(wire.options) } : NodeOptions(),
            status: try NodeStatus(wire.status), expiresAt: Timestamp(wire: wire.expiresAt),
            checkInInterval: wire.checkInSeconds == 0
                ? .netmaker
                : try field("check_in_seconds") { () throws(ModelError) in
                    try CheckInInterval(Int(wire.checkInSeconds))
                },
            roles: try NodeRoles(wire),
            clients: try parts("clients", wire.clients, limit: RoutedRanges.maximumInRecord) {
                wire throws(MalformedField) in try ExternalPeer(wire)
            },
            revision: Revision(wire.revision),
            dns: wire.hasDns ? try part("dns") { () throws(MalformedField) in try NodeDNS(wire.dns) } : nil)
    }

    private static func ranges(_ wire: WireNodeConfiguration) throws(MalformedField) -> AddressRanges {
        let ipv4 =
            wire.hasRangeIpv4
            ? try part("range_ipv4") { () throws(MalformedField) in try IPv4Prefix(wire.rangeIpv4) } : nil
        let ipv6 =
            wire.hasRangeIpv6
            ? try part("range_ipv6") { () throws(MalformedField) in try IPv6Prefix(wire.rangeIpv6) } : nil
        return try field("range_ipv4") { () throws(ModelError) in try AddressRanges(ipv4: ipv4, ipv6: ipv6) }
    }

    var wire: WireNodeConfiguration {
        WireNodeConfiguration.with {
            $0.nodeID = node.rawValue
            $0.network = network.description
            $0.name = name.description
            if let range = ranges.ipv4 { $0.rangeIpv4 = range.wire }
            if let range = ranges.ipv6 { $0.rangeIpv6 = range.wire }
            $0.addresses = addresses.map(\.wire)
            $0.listenPort = UInt32(listenPort.rawValue)
            $0.persistentKeepalive = UInt32(persistentKeepalive.seconds ?? 0)
            $0.mtu = UInt32(mtu.rawValue)
            $0.interface = interface.description
            if let pinnedEndpoint { $0.pinnedEndpoint = pinnedEndpoint.wire }
            $0.observedAddresses = observedAddresses.map(\.wire)
            if let egress = roles.egress { $0.egress = egress.wire }
            if let ingress = roles.ingress { $0.ingress = ingress.wire }
            if let relay = roles.relay { $0.relay = relay.wire }
            $0.clients = clients.map(\.wire)
            $0.revision = revision.rawValue
            if let publicKey { $0.publicKey = Data(publicKey.bytes) }
            $0.isAskedForNextKey = nextKey == .make
            $0.options = options.wire
            $0.status = status.wire
            $0.expiresAt = expiresAt?.millisecondsSince1970 ?? 0
            $0.checkInSeconds = UInt32(checkInInterval.seconds)
            $0.dns = dns.wire
        }
    }
}
