import NetmakerAPI
import NetmakerCore

/// What the clients know of a server: all that was acknowledged, and for each client the one request whose outcome it
/// has not heard.
actor Ledger {
    /// A request under way.
    enum Pending: Sendable {
        case createNetwork(NetworkName, IPv4Prefix)
        case deleteNetwork(NetworkName)
        case createKey(NetworkName, AccessKeyName, uses: Int)
        case deleteKey(NetworkName, AccessKeyID)
        case join(NetworkName, AccessKeyID, Joiner)
        case removeNode(NetworkName, NodeID)
        case moveNode(NetworkName, NodeID, Endpoint)
        /// What leaves nothing to find.
        case other
    }

    /// A machine that joins, or would again.
    struct Joiner: Sendable {
        let number: Int
        let identity: IdentityPrivateKey
        let publicKey: PublicKey
    }

    private(set) var networks: [NetworkName: NetworkView] = [:]
    private(set) var tokens: [ConfidentialText] = []
    private(set) var joiners: [NodeID: Joiner] = [:]
    private(set) var secrets: [AccessKeyID: Secret] = [:]
    private var pending: [Int: Pending] = [:]
    /// How many requests were acknowledged, and how many were not answered.
    private(set) var acknowledged = 0
    private(set) var unanswered = 0

    // MARK: While clients run

    func begin(_ request: Pending, by client: Int) { pending[client] = request }

    /// The request was refused: nothing has changed.
    func withdraw(by client: Int) { pending[client] = nil }

    /// The answer has come; `change` is what it says.
    func acknowledge(by client: Int, _ change: @Sendable (isolated Ledger) throws -> Void) rethrows {
        pending[client] = nil
        acknowledged += 1
        try change(self)
    }

    func put(_ network: NetworkView) { networks[network.name] = network }
    func remove(_ network: NetworkName) { networks[network] = nil }
    func add(_ token: ConfidentialText) { tokens.append(token) }
    func remember(_ secret: Secret, of key: AccessKeyID) { secrets[key] = secret }

    func edit(
        _ network: NetworkName, at revision: Revision? = nil, _ change: (inout NetworkView) throws -> Void
    ) rethrows {
        guard var view = networks[network] else { return }
        try change(&view)
        if let revision { view.revision = max(view.revision, revision) }
        networks[network] = view
    }

    /// A machine was admitted, or found to be a node already.
    ///
    /// - Throws: `Broken` when it was one node before and is another now, or the same with other addresses.
    func admit(
        _ joiner: Joiner, as id: NodeID, _ node: NetworkView.NodeView, by key: AccessKeyID, to network: NetworkName
    ) throws {
        joiners[id] = joiner
        try edit(network) { view in
            if let known = view.node(with: joiner.publicKey) {
                guard known == id, view.nodes[id]?.addresses == node.addresses else {
                    throw Broken("\(joiner.publicKey) was node \(known) in \(network), and is node \(id) now")
                }
                return
            }
            view.nodes[id] = node
            view.keys[key]?.remaining -= 1
            view.keys[key]?.used += 1
        }
    }

    // MARK: After a restart

    /// Finds out what became of the requests that were not answered, and compares.
    ///
    /// - Returns: the joins among those requests, for their machines to ask again.
    /// - Throws: `Broken` when something acknowledged is not there, or something is there that nobody asked for, or
    ///   half of it.
    func reconcile(_ found: [NetworkName: NetworkView]) throws -> [(NetworkName, AccessKeyID, Joiner)] {
        var joins: [(NetworkName, AccessKeyID, Joiner)] = []
        for request in pending.values {
            unanswered += 1
            if case .join(let network, let key, let joiner) = request { joins.append((network, key, joiner)) }
            try settle(request, found)
        }
        pending = [:]
        try compare(found)
        return joins
    }

    private func settle(_ request: Pending, _ found: [NetworkName: NetworkView]) throws {
        switch request {
        case .createNetwork(let name, let range):
            guard let network = found[name], network.range == range else { return }
            networks[name] = network
        case .deleteNetwork(let name):
            if found[name] == nil { networks[name] = nil }
        case .createKey(let network, let name, let uses):
            guard let (id, _) = found[network]?.keys.first(where: { $0.value.name == name }) else { return }
            edit(network) { $0.keys[id] = .init(name: name, remaining: uses, used: 0) }
        case .deleteKey(let network, let id):
            if found[network]?.keys[id] == nil { edit(network) { $0.keys[id] = nil } }
        case .join(let network, let key, let joiner):
            guard let view = found[network], let id = view.node(with: joiner.publicKey), let node = view.nodes[id]
            else { return }
            try admit(joiner, as: id, node, by: key, to: network)
        case .removeNode(let network, let id):
            if found[network]?.nodes[id] == nil { edit(network) { $0.nodes[id] = nil } }
        case .moveNode(let network, let id, let endpoint):
            if found[network]?.nodes[id]?.endpoint == endpoint {
                edit(network) { $0.nodes[id]?.endpoint = endpoint }
            }
        case .other:
            return
        }
    }

    private func compare(_ found: [NetworkName: NetworkView]) throws {
        let expected = networks.values.reduce(into: Set<String>()) { $0.formUnion($1.lines) }
        let there = found.values.reduce(into: Set<String>()) { $0.formUnion($1.lines) }
        guard expected == there else {
            throw Broken(
                (expected.subtracting(there).sorted().map { "lost: \($0)" }
                    + there.subtracting(expected).sorted().map { "unasked: \($0)" }).joined(separator: "\n"))
        }
        for network in found.values {
            let shared = network.sharedAddresses
            guard shared.isEmpty else { throw Broken("held twice in \(network.name): \(shared)") }
            let least = networks[network.name]?.revision ?? .zero
            guard network.revision >= least else {
                throw Broken("\(network.name) went back from revision \(least) to \(network.revision)")
            }
            networks[network.name]?.revision = network.revision
        }
    }
}

/// A promise of the server that it broke.
struct Broken: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
