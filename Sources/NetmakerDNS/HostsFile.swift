internal import NetmakerCore

/// A hosts file as hosts(5) describes it, and as the `hosts` plugin of CoreDNS and `dnsmasq --addn-hosts` read it: an
/// address and a name a line.
///
/// Equal names give equal text, whatever order they came in.
public struct HostsFile: Hashable, Sendable {
    /// The whole file, with a final line break.
    public let text: String

    /// The names of these networks, in the order of their zones.
    public init(_ networks: some Sequence<NetworkNames>) {
        self.init(
            sections: networks.sorted { $0.zones.lexicographicallyPrecedes($1.zones) }.map(Self.section(of:)))
    }

    /// Of parts that are made already.
    ///
    /// - Parameter sections: what `section(of:)` gave, in the order of the networks' zones.
    public init(sections: some Sequence<String>) {
        text = sections.reduce(into: "# Written anew whenever a name changes; edits are lost.\n") { $0 += $1 }
    }

    /// The lines of one network: machines first, each name in each zone, IPv4 before IPv6.
    public static func section(of network: NetworkNames) -> String {
        var text = ""
        for name in network.names {
            for zone in network.zones {
                for address in name.addresses { text += "\(address)\t\(name.name).\(zone)\n" }
            }
        }
        return text
    }
}
