internal import NetmakerCore
internal import NetmakerWG

/// What a machine is to forward for one of its networks.
struct GatewayPlan: Hashable, Sendable {
    let rules: GatewayRules
    /// Whose packets it forwards, of what is told of the node's roles.
    let families: Set<AddressFamily>

    /// - Parameters:
    ///   - prefixes: what lies behind the node's peers and clients, outside of the network: it is of the network's own as
    ///     seen from beyond it.
    /// - Returns: nil for a node that forwards nothing.
    /// - Throws: `ModelError` for an interface that no rule can name.
    init?(_ configuration: NodeConfiguration, behindPeers prefixes: some Sequence<IPPrefix>) throws(ModelError) {
        let roles = configuration.roles
        guard roles.egress != nil || roles.ingress != nil else { return nil }
        var families: Set<AddressFamily> = []
        if roles.ingress != nil { families.formUnion(configuration.ranges.all.map(\.address.family)) }
        let egress = roles.egress.map { egress in
            families.formUnion(egress.ranges.map(\.address.family))
            let sources = egress.translation == .masquerade ? configuration.ranges.all + prefixes.sorted() : []
            return GatewayRules.Egress(ranges: egress.ranges, interface: egress.interface, masquerading: sources)
        }
        self.families = families
        rules = try GatewayRules(
            table: Self.table(of: configuration.network), interface: configuration.interface, egress: egress,
            turning: roles.ingress == nil ? .none : .allowed)
    }

    /// The name of a network's table.
    static func table(of network: NetworkName) -> String { "nm-\(network)" }
}

/// What a machine knows of its work as a gateway.
enum GatewayDuty: Hashable, Sendable {
    /// Nobody has said yet: what an earlier process left stays.
    case unknown
    case none
    case forward(GatewayPlan)
    /// It has work that it cannot do.
    case impossible(because: String)
}
