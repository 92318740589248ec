public import NetmakerCore

/// How what a machine says of itself gets into its node: the fields that are its own (`NodeField.owner`) and no others.
/// The rest, its addresses above all, is the admin's.
public enum NodeOwnFields {
    /// One field, and how it follows from what the agent says.
    struct Field: Sendable {
        let name: NodeField
        let publish: @Sendable (NodeReport, Network, inout Node) -> Void
    }

    /// Fields that admins may set as well change only when the machine says something else than it last said: an agent
    /// that has not heard of an admin's change repeats its old value, and must not undo it.
    static let table: [Field] = [
        Field(name: .listenPort) { report, _, node in
            if report.listenPort != node.reported.listenPort { node.listenPort = report.listenPort }
            node.reported.listenPort = report.listenPort
        },
        Field(name: .mtu) { report, _, node in
            if report.mtu != node.reported.mtu { node.mtu = report.mtu }
            node.reported.mtu = report.mtu
        },
        Field(name: .pinnedEndpoint) { report, _, node in
            if report.pinnedEndpoint != node.reported.pinnedEndpoint {
                node.pinnedEndpoint = report.pinnedEndpoint.applied(to: node.pinnedEndpoint)
            }
            node.reported.pinnedEndpoint = report.pinnedEndpoint
        },
        Field(name: .interface) { report, _, node in node.interface = report.interface },
        Field(name: .localAddresses) { report, network, node in
            guard node.options.roaming || node.localAddresses.isEmpty else { return }
            node.localAddresses = report.kept(outside: network.ranges).localAddresses
        },
        Field(name: .facts) { report, _, node in node.facts = report.facts },
        // Asked for or not: a server that was restored may not know the key that is in use. Who says nothing of it has
        // it no longer.
        Field(name: .nextPublicKey) { report, _, node in
            node.nextPublicKey = report.nextPublicKey == node.publicKey ? nil : report.nextPublicKey
        },
    ]

    /// What an agent says that leaves the choice to the network: of a machine that joins, only what differs from this
    /// goes before the network's defaults.
    static let withoutWishes = Node.Reported(listenPort: .netmaker, mtu: .wireGuard, pinnedEndpoint: .keep)

    /// - Throws: `ModelError.Code.refused` when the report says what is not the machine's to say, `.invalidValue` when
    ///   it says of a field of the machine's own what cannot be. Nothing of such a report is kept.
    public static func require(_ report: NodeReport, in network: Network) throws(ModelError) {
        if let claim = report.claims.first {
            throw ModelError(
                .refused, field: claim.rawValue,
                message: "a machine does not say its \(report.claims.map(\.rawValue).joined(separator: ", "))",
                remedy: "have an admin change it with nmctl, and run a netclient that is as it was published")
        }
        guard case .set(let endpoint) = report.pinnedEndpoint else { return }
        try requireReachable(endpoint, outside: network)
    }

    /// - Throws: `ModelError.Code.invalidValue` for an endpoint where nobody reaches a machine, or only through the
    ///   tunnel itself.
    static func requireReachable(_ endpoint: Endpoint, outside network: Network) throws(ModelError) {
        guard endpoint.address.isUnicast, !network.ranges.contains(endpoint.address) else {
            throw ModelError(
                .invalidValue, field: NodeField.pinnedEndpoint.rawValue,
                message: "no other machine reaches this one at \(endpoint)",
                remedy: "give an address that this machine has outside of network \(network.name)")
        }
    }

    /// Puts what the agent says, and where the server sees it, into the node. An address inside the network is nowhere
    /// to reach the machine: the tunnel would lead through itself. A node that does not roam stays where it was first said
    /// and seen to be.
    ///
    /// - Parameter source: the address the agent's call came from; nil when that is not known, which changes nothing.
    public static func publish(
        _ report: NodeReport, seenFrom source: IPAddress?, to node: inout Node, in network: Network
    ) {
        for field in table { field.publish(report, network, &node) }
        switch source {
        case .some(let address) where network.ranges.contains(address): break
        case .v4(let address) where node.options.roaming || node.observedIPv4 == nil: node.observedIPv4 = address
        case .v6(let address) where node.options.roaming || node.observedIPv6 == nil: node.observedIPv6 = address
        case .v4, .v6, nil: break
        }
    }

    /// What the node's agent last said, as far as it was kept: said again, it changes nothing.
    public static func report(of node: Node) -> NodeReport {
        NodeReport(
            listenPort: node.reported.listenPort, interface: node.interface, mtu: node.reported.mtu,
            localAddresses: node.localAddresses, pinnedEndpoint: node.reported.pinnedEndpoint, facts: node.facts,
            nextPublicKey: node.nextPublicKey)
    }
}
