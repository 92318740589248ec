internal import NetmakerCore
internal import NetmakerWG

/// The prefixes outside of a network that are reached through its tunnel, with how many holders each has.
///
/// It is kept as records change, so that a change costs what it changes, however many others there are.
struct RoutedPrefixes: Sendable {
    /// Behind whom prefixes lie.
    enum Holder: Hashable, Sendable {
        case node(NodeID)
        /// The external clients that enter by this node.
        case ownClients
    }

    /// Those alone that hold any.
    private var held: [Holder: [IPPrefix]] = [:]
    private var counts: [IPPrefix: Int] = [:]
    /// Whether the prefixes are others than when this was last lowered.
    private(set) var haveChanged = true

    /// Each once, in no order.
    var prefixes: Dictionary<IPPrefix, Int>.Keys { counts.keys }

    /// Says what lies behind a holder from now on.
    mutating func set(_ holder: Holder, to prefixes: [IPPrefix]) {
        let former = held[holder] ?? []
        guard former != prefixes else { return }
        held[holder] = prefixes.isEmpty ? nil : prefixes
        // What comes is counted first, so that what stays is never gone.
        for prefix in prefixes { add(1, to: prefix) }
        for prefix in former { add(-1, to: prefix) }
    }

    /// Forgets all holders but these.
    mutating func keep(only isKept: (NodeID) -> Bool) {
        for holder in Array(held.keys) {
            if case .node(let id) = holder, !isKept(id) { set(holder, to: []) }
        }
    }

    /// Takes the present prefixes for known.
    mutating func lower() { haveChanged = false }

    private mutating func add(_ number: Int, to prefix: IPPrefix) {
        let count = counts[prefix, default: 0] + number
        if count == 0 || count == number { haveChanged = true }
        counts[prefix] = count == 0 ? nil : count
    }
}

extension NodeConfiguration {
    /// Those of some prefixes that take a route of their own into the tunnel: the network's range has one, and what this
    /// node itself is the way out to is no peer's.
    func routed(_ prefixes: some Sequence<IPPrefix>) -> [IPPrefix] {
        let own = ranges.all + (roles.egress?.ranges ?? [])
        return prefixes.filter { prefix in !own.contains { $0.contains(prefix) } }
    }
}

extension LinkConfiguration {
    /// Addresses carry the length of the network's range, so the kernel itself routes the range into the tunnel. Whatever
    /// else lies behind peers is led there by the network's own table.
    ///
    /// - Parameters:
    ///   - prefixes: what lies behind peers, outside of the network.
    ///   - outside: hosts that must be found without the tunnel.
    init(
        _ configuration: NodeConfiguration, index: NetworkIndex, prefixes: some Sequence<IPPrefix>,
        outside: some Sequence<IPAddress>
    ) throws(ModelError) {
        let addresses = Set(configuration.addresses)
        guard let mark = index.firewallMark else {
            self.init(mtu: configuration.mtu, addresses: addresses)
            return
        }
        let routing = try TunnelRouting(
            of: prefixes, mark: mark, knownBy: NetworkIndex.markMask, outside: outside)
        self.init(
            mtu: configuration.mtu, addresses: addresses, routes: routing.routes, rules: routing.rules, mark: mark)
    }
}
