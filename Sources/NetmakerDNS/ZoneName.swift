public import NetmakerCore

/// A name in a network's zones, and the addresses it stands for.
public struct ZoneName: Hashable, Sendable {
    /// Whose name it is.
    public enum Kind: Hashable, Sendable, Comparable {
        /// The one a machine is known by: what its addresses lead back to.
        case machine
        /// One that an admin added.
        case custom
    }

    /// Without the zone.
    public let name: DNSRecordName
    /// IPv4 first. Empty where the name is there and stands for nothing, such as an alias whose node is not known yet.
    public let addresses: [IPAddress]
    public let kind: Kind

    public init(_ name: DNSRecordName, _ addresses: [IPAddress], _ kind: Kind) {
        self.name = name
        self.addresses = addresses
        self.kind = kind
    }
}

/// Machines before custom names, so that the first line of a hosts file with an address has the name that it leads back
/// to; then by name.
extension ZoneName: Comparable {
    public static func < (lhs: ZoneName, rhs: ZoneName) -> Bool {
        (lhs.kind, lhs.name) < (rhs.kind, rhs.name)
    }
}
