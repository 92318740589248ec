public import NetmakerCore

/// The routes and rules that lead networks into a tunnel, whatever they cover: a peer's endpoint, the machine's own
/// networks, or everything.
///
/// The routes stand in a table of their own. What the tunnel itself sends carries its firewall mark, and is never
/// looked up there: so it cannot be led back into the tunnel. For all other packets the tunnel's table and the main one
/// are asked as if they were one: the longest prefix wins, and of equal ones the main table's, so that networks that
/// the machine is connected to stay in reach; but a default route of the tunnel goes before that of the main table.
///
/// ```swift
/// let routing = try TunnelRouting(of: [try IPPrefix(parsing: "0.0.0.0/0")], mark: mark, outside: [server])
/// let wanted = LinkConfiguration(addresses: addresses, routes: routing.routes, rules: routing.rules, mark: mark)
/// ```
///
/// Two things it cannot do, since the main table is asked first for prefixes that are as long or longer:
///
/// - Keep the tunnel's own packets, or those to hosts that are to stay outside, from the route that the kernel makes to
///   the subnet of an address of the interface. A peer's endpoint or a server inside that subnet is led into the
///   tunnel, as it is without any routing: give the interface an address of a network that has neither.
/// - Decide between two tunnels that have the same prefix: their rules for it stand at the same priority, where the
///   kernel asks those first that were made first.
///
/// The device must have the same firewall mark. Where the kernel filters by reverse path strictly
/// (`net.ipv4.conf.*.rp_filter` = 1) it drops the packets of IPv4 peers whose endpoints the tunnel covers: their mark
/// is theirs alone on the way out. Loose filtering (2) lets them in.
public struct TunnelRouting: Hashable, Sendable {
    /// The routes, in the tunnel's own table.
    public let routes: Set<Route>
    /// The rules, which belong to the mark's owner.
    public let rules: Set<RoutingRule>

    /// Routes and rules for networks.
    ///
    /// - Parameters:
    ///   - prefixes: the networks that are to be reached through the tunnel. Without any there is nothing to do.
    ///   - mark: the firewall mark of the tunnel's device, which no other interface has.
    ///   - mask: the bits by which to know a mark. All, unless several tunnels have marks with some bits in common:
    ///     then these, so that what one of them sends is not led into another, and by that back into the first.
    ///   - table: the tunnel's own table; nil for that of the mark's number.
    ///   - addresses: hosts that are reached by the main table whoever sends, such as a server that must be found
    ///     before the tunnel is. That is outside the tunnel where the main table leads there: not where an address of
    ///     the interface has a subnet with the host in it, and not where it has no route at all.
    /// - Throws: `ModelError.Code.invalidValue` when the table is one of the kernel's own, or the mark has none of the
    ///   mask's bits.
    public init(
        of prefixes: some Sequence<IPPrefix>, mark: FirewallMark, knownBy mask: UInt32 = .max,
        in table: RouteTable? = nil, outside addresses: some Sequence<IPAddress> = []
    ) throws(ModelError) {
        let table = table ?? RouteTable(rawValue: mark.rawValue)
        guard !table.isKernelsOwn else {
            throw ModelError(
                .invalidValue, field: "table", message: "table \(table) is one of the kernel's own",
                remedy: "choose another number than 0 and 253 to 255")
        }
        guard mark.rawValue & mask != 0 else {
            throw ModelError(
                .invalidValue, field: "mask",
                message: "the mask 0x\(String(mask, radix: 16)) has no bit of the mark \(mark)",
                remedy: "choose one that has bits of the mark")
        }
        self.init(of: Set(prefixes), mark: mark, knownBy: mask, in: table, outside: Array(addresses))
    }

    /// Routes and rules for networks.
    ///
    /// - Parameters:
    ///   - mask: has a bit of the mark's.
    ///   - table: none of the kernel's own.
    init(
        of prefixes: Set<IPPrefix>, mark: FirewallMark, knownBy mask: UInt32 = .max, in table: RouteTable,
        outside addresses: [IPAddress] = []
    ) {
        let addresses = addresses.filter { address in prefixes.contains { $0.contains(address) } }
        routes = Set(prefixes.map { Route(to: $0, table: table) })
        var rules: Set<RoutingRule> = []
        for address in addresses {
            rules.insert(
                RoutingRule(
                    valid: address.family, priority: Self.firstPriority, of: mark,
                    packets: .to(IPPrefix(host: address)), lookup: .main, passingOver: nil))
        }
        for family in AddressFamily.allCases {
            let lengths = Set(prefixes.filter { $0.address.family == family }.map(\.length))
            for length in lengths {
                let priority = Self.firstPriority + 1 + 2 * UInt32(family.bitWidth - length)
                rules.insert(
                    RoutingRule(
                        valid: family, priority: priority, of: mark, packets: .all, lookup: .main,
                        passingOver: max(length - 1, 0)))
                rules.insert(
                    RoutingRule(
                        valid: family, priority: priority + 1, of: mark, packets: .unmarked(mask: mask), lookup: table,
                        // Shorter ones have their turn later, after longer ones of the main table.
                        passingOver: length == lengths.min() ? nil : length - 1))
            }
        }
        self.rules = rules
    }

    /// `nm` in ASCII. Far before the main table's 32766, and away from the numbers of others: 5210 and on (Tailscale),
    /// 220 (strongSwan), 32764 and 32765 (wg-quick), below 1000 (container networks). Up to 28527 are ours.
    private static let firstPriority: UInt32 = 0x6E6D
}
