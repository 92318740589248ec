public import NetmakerCore

/// What a node may publish about itself: these fields and no others. The rest, its addresses above all, is the admin's.
public enum NodeOwnFields {
    /// One field, and how it follows from what the agent says.
    struct Field: Sendable {
        let name: String
        let publish: @Sendable (NodeReport, inout Node) -> Void
    }

    /// Fields that admins may set as well change only when the machine says something else than it last said: an agent
    /// that has not heard of an admin's change repeats its old value, and must not undo it.
    static let table: [Field] = [
        Field(name: "listenPort") { report, node in
            if report.listenPort != node.reported.listenPort { node.listenPort = report.listenPort }
            node.reported.listenPort = report.listenPort
        },
        Field(name: "mtu") { report, node in
            if report.mtu != node.reported.mtu { node.mtu = report.mtu }
            node.reported.mtu = report.mtu
        },
        Field(name: "pinnedEndpoint") { report, node in
            if report.pinnedEndpoint != node.reported.pinnedEndpoint {
                node.pinnedEndpoint = report.pinnedEndpoint.applied(to: node.pinnedEndpoint)
            }
            node.reported.pinnedEndpoint = report.pinnedEndpoint
        },
        Field(name: "interface") { report, node in node.interface = report.interface },
        Field(name: "localAddresses") { report, node in
            let usable = report.localAddresses.lazy.filter(\.address.isUnicast)
            node.localAddresses = Array(usable.prefix(EndpointCandidates.maximumLocal))
        },
        Field(name: "facts") { report, node in node.facts = report.facts },
    ]

    /// What an agent says that leaves the choice to the network: of a machine that joins, only what differs from this
    /// goes before the network's defaults.
    static let withoutWishes = Node.Reported(listenPort: .netmaker, mtu: .wireGuard, pinnedEndpoint: .keep)

    /// Puts what the agent says, and where the server sees it, into the node.
    ///
    /// - Parameter source: the address the agent's call came from; nil when that is not known, which changes nothing.
    public static func publish(_ report: NodeReport, seenFrom source: IPAddress?, to node: inout Node) {
        for field in table { field.publish(report, &node) }
        switch source {
        case .v4(let address): node.observedIPv4 = address
        case .v6(let address): node.observedIPv6 = address
        case nil: break
        }
    }
}
