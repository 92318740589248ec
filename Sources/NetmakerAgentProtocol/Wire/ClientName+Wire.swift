internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension ClientName {
    init(_ wire: WireClientName) throws(MalformedField) {
        self.init(
            name: try field("name") { () throws(ModelError) in try NodeName(parsing: wire.name) },
            ipv4: wire.ipv4 == 0 ? nil : IPv4Address(rawValue: wire.ipv4), ipv6: try IPv6Address(optional: wire.ipv6),
            expiresAt: Timestamp(wire: wire.expiresAt))
    }

    var wire: WireClientName {
        WireClientName.with {
            $0.name = name.description
            if let ipv4 { $0.ipv4 = ipv4.rawValue }
            if let ipv6 { $0.ipv6 = ipv6.rawValue.wire }
            $0.expiresAt = expiresAt?.millisecondsSince1970 ?? 0
        }
    }
}

extension IPv6Address {
    /// Nil for no bytes at all.
    init?(optional wire: Data) throws(MalformedField) {
        guard !wire.isEmpty else { return nil }
        self.init(rawValue: try part("ipv6") { () throws(MalformedField) in try UInt128(wire: wire) })
    }
}
