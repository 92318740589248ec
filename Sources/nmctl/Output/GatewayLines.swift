internal import NetmakerAPI
internal import NetmakerCore

/// A node as an egress gateway.
struct EgressLine: Presentable {
    let node: NodeID
    let name: NodeName
    let egress: EgressResource

    /// Nil for a node that is none.
    init?(_ node: NodeResource) {
        guard let egress = node.egress else { return nil }
        self.node = node.id
        name = node.name
        self.egress = egress
    }

    static var columns: [String] { ["node", "ranges", "interface", "nat"] }
    var row: [String] {
        [name.description, egress.rangeList, egress.interface.or("detected"), egress.masquerade ? "on" : "off"]
    }
    var details: [(label: String, value: String)] { Array(zip(Self.columns, row)) }
    var identifier: String { name.description }
}

/// A node as an ingress gateway.
struct IngressLine: Presentable {
    let node: NodeID
    let name: NodeName
    let endpoint: Endpoint?
    let ingress: IngressResource

    /// Nil for a node that is none.
    init?(_ node: NodeResource) {
        guard let ingress = node.ingress else { return nil }
        self.node = node.id
        name = node.name
        endpoint = node.endpoint
        self.ingress = ingress
    }

    static var columns: [String] { ["node", "endpoint", "dns of its clients"] }
    var row: [String] {
        [
            name.description, endpoint.or("detected"),
            ingress.nameServers.isEmpty ? "-" : ingress.nameServers.map(\.description).joined(separator: ", "),
        ]
    }
    var details: [(label: String, value: String)] { Array(zip(Self.columns, row)) }
    var identifier: String { name.description }
}

/// A node as a relay.
struct RelayLine: Presentable {
    let node: NodeID
    let name: NodeName
    let relay: RelayResource

    /// Nil for a node that is none.
    init?(_ node: NodeResource) {
        guard let relay = node.relay else { return nil }
        self.node = node.id
        name = node.name
        self.relay = relay
    }

    static var columns: [String] { ["node", "marked"] }
    var row: [String] { [name.description, relay.markedAt.sentence] }
    var details: [(label: String, value: String)] { Array(zip(Self.columns, row)) }
    var identifier: String { name.description }
}

extension EgressResource {
    var rangeList: String { ranges.map(\.description).joined(separator: ", ") }

    /// For people.
    var sentence: String {
        "\(rangeList) by \(interface.or("a detected interface")), NAT \(masquerade ? "on" : "off")"
    }
}

extension IngressResource {
    /// For people.
    var sentence: String {
        nameServers.isEmpty ? "yes" : "yes, DNS " + nameServers.map(\.description).joined(separator: ", ")
    }
}
