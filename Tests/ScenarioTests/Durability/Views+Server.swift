import NetmakerAPI
import NetmakerCore

/// One network with all that is in it, as far as its clients decide it.
struct NetworkView: Hashable, Sendable {
    struct NodeView: Hashable, Sendable {
        let name: NodeName
        let publicKey: PublicKey
        let addresses: [String]
        var endpoint: Endpoint?
    }

    struct KeyView: Hashable, Sendable {
        let name: AccessKeyName
        /// How many more it admits.
        var remaining: Int
        var used: Int
    }

    let name: NetworkName
    let epoch: Epoch
    let range: IPv4Prefix?
    var nodes: [NodeID: NodeView] = [:]
    var keys: [AccessKeyID: KeyView] = [:]
    /// The least it stands at.
    var revision: Revision

    init(_ network: NetworkResource) {
        name = network.name
        epoch = network.epoch
        range = network.ipv4Range
        revision = network.networkRevision
    }

    func node(with key: PublicKey) -> NodeID? { nodes.first { $0.value.publicKey == key }?.key }

    /// What it holds, a line each.
    var lines: Set<String> {
        var lines: Set = ["\(name) of epoch \(epoch) with \(range.map(\.description) ?? "no range")"]
        for (id, node) in nodes {
            let endpoint = node.endpoint.map(\.description) ?? "none"
            lines.insert("\(name): node \(id) \(node.name) \(node.publicKey) \(node.addresses) endpoint \(endpoint)")
        }
        for (id, key) in keys {
            lines.insert("\(name): key \(id) \(key.name) admits \(key.remaining), used \(key.used)")
        }
        return lines
    }

    /// Addresses that more than one node has.
    var sharedAddresses: [String] {
        Dictionary(grouping: nodes.values.flatMap(\.addresses)) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    }
}

extension NetworkView.NodeView {
    init(_ node: NodeResource) {
        name = node.name
        publicKey = node.publicKey
        addresses = [node.ipv4.map(\.description), node.ipv6.map(\.description)].compactMap(\.self)
        endpoint = node.endpoint
    }

    /// What a node is told that joins.
    init(_ configuration: NodeConfiguration, publicKey: PublicKey) {
        name = configuration.name
        self.publicKey = publicKey
        addresses = configuration.addresses.map { "\($0.address)" }
        endpoint = configuration.pinnedEndpoint
    }
}

extension NetworkView.KeyView {
    init(_ key: AccessKeyResource) {
        name = key.name
        if case .limited(let count) = key.uses { remaining = count } else { remaining = .max }
        used = key.usedCount
    }
}

extension ControlPlaneClient {
    /// Everything there is.
    func everything() async throws -> [NetworkName: NetworkView] {
        var views: [NetworkName: NetworkView] = [:]
        for network in try await networks() {
            var view = NetworkView(network)
            for node in try await nodes(in: network.name) { view.nodes[node.id] = .init(node) }
            for key in try await accessKeys(of: network.name) { view.keys[key.id] = .init(key) }
            views[network.name] = view
        }
        return views
    }
}
