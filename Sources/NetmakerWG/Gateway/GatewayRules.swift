public import NetmakerCore

/// What a gateway's firewall does with what passes between a tunnel and the machine's own networks, as one table of
/// nftables.
///
/// The table is this tunnel's alone, and nothing but it is ever written. It accepts what the gateway is for; that is no
/// more than not to drop it: what another table drops stays dropped.
///
/// ```swift
/// let rules = try GatewayRules(
///     table: "nm-harbor", interface: interface,
///     egress: .init(ranges: [lan], interface: nil, masquerading: [network]))
/// try await NetfilterTables().replace(with: rules)
/// ```
public struct GatewayRules: Hashable, Sendable {
    /// What is forwarded out of the tunnel.
    public struct Egress: Hashable, Sendable {
        /// Where to.
        public let ranges: [IPPrefix]
        /// The interface it leaves by; nil: whichever the machine's routes say.
        public let interface: InterfaceName?
        /// Whose packets get the gateway's own address on the way out. Nobody's, where it is empty.
        public let masquerading: [IPPrefix]

        /// What is forwarded out of the tunnel.
        public init(ranges: [IPPrefix], interface: InterfaceName? = nil, masquerading: [IPPrefix] = []) {
            self.ranges = ranges
            self.interface = interface
            self.masquerading = masquerading
        }
    }

    /// Whether what comes by the tunnel may go back into it, to another peer.
    public enum Turning: Hashable, Sendable {
        /// As between external clients and nodes.
        case allowed
        /// It is none of this gateway's work.
        case none
    }

    /// The table's name, in the family `inet`.
    public let table: String
    /// The tunnel's interface.
    public let interface: InterfaceName
    /// Nil: nothing is.
    public let egress: Egress?
    /// Whether peers reach each other by this machine.
    public let turning: Turning
    /// The families in which what comes by the tunnel and is not this gateway's work is dropped: those in which the
    /// machine forwards for the gateway's sake alone.
    public var guarded: Set<AddressFamily>
    /// Interfaces that are guarded like the tunnel and have no table of their own: those of the machine's other
    /// networks.
    public var guardedInterfaces: Set<InterfaceName> = []

    /// A gateway's rules.
    ///
    /// - Parameter table: letters, digits, and hyphens after the first letter.
    /// - Throws: `ModelError.Code.invalidValue` for an interface whose name is not an ordinary one: there is no way to
    ///   write it in a rule that means it and nothing else.
    public init(
        table: String, interface: InterfaceName, egress: Egress? = nil, turning: Turning = .none,
        guarded: Set<AddressFamily> = []
    ) throws(ModelError) {
        for interface in [interface, egress?.interface].compactMap(\.self) where !interface.isOrdinary {
            throw ModelError(
                .invalidValue, field: "interface", message: "no firewall's rule can name interface \(interface)",
                remedy: "rename it: letters, digits and _=+.- are taken as they are")
        }
        self.table = table
        self.interface = interface
        self.egress = egress
        self.turning = turning
        self.guarded = guarded
    }
}

extension GatewayRules {
    /// The text for `nft -f -`: one transaction, after which the table has these rules and no others.
    public var text: String {
        """
        table inet \(table)
        delete table inet \(table)
        table inet \(table) {
        \tchain forward {
        \t\ttype filter hook forward priority filter; policy accept;
        \(lines(clamping + accepted + dropped))\t}
        \(masquerade)}

        """
    }

    /// The text for `nft -f -` that takes a table away, if it is there.
    static func removal(of table: String) -> String {
        """
        table inet \(table)
        delete table inet \(table)

        """
    }

    private func lines(_ rules: [String]) -> String { rules.map { "\t\t\($0)\n" }.joined() }

    private var tunnel: String { "\"\(interface)\"" }

    /// A tunnel takes shorter packets than what lies behind it: connections over it are told so at their beginning, since
    /// not everybody hears of it later.
    private var clamping: [String] {
        ["iifname", "oifname"].map {
            "\($0) \(tunnel) tcp flags & (syn | rst) == syn tcp option maxseg size set rt mtu"
        }
    }

    private var accepted: [String] {
        var rules: [String] = []
        if turning == .allowed { rules.append("iifname \(tunnel) oifname \(tunnel) accept") }
        if let egress {
            for (keyword, prefixes) in Self.byFamily(egress.ranges) {
                rules.append("iifname \(tunnel) \(way(out: egress)) \(keyword) daddr \(Self.set(prefixes)) accept")
            }
        }
        return rules
    }

    /// What answers, or was sent on to where it now goes by the machine's owner, is not the gateway's to judge.
    private var dropped: [String] {
        guard !guarded.isEmpty else { return [] }
        // One whose name means more than an interface cannot be named.
        let others = guardedInterfaces.filter { $0.isOrdinary && $0 != interface }.map { "\"\($0)\"" }
        let sources = others.isEmpty ? tunnel : "{ \(([tunnel] + others.sorted()).joined(separator: ", ")) }"
        return [
            "iifname \(sources) ct state established,related accept",
            "iifname \(sources) ct status dnat accept",
        ]
            + AddressFamily.allCases.filter(guarded.contains).map {
                "iifname \(sources) meta nfproto \($0 == .ipv4 ? "ipv4" : "ipv6") drop"
            }
    }

    private var masquerade: String {
        guard let egress, !egress.masquerading.isEmpty else { return "" }
        let sources = Dictionary(uniqueKeysWithValues: Self.byFamily(egress.masquerading))
        let rules = Self.byFamily(egress.ranges).compactMap { keyword, ranges in
            sources[keyword].map { sources in
                "\(way(out: egress)) \(keyword) saddr \(Self.set(sources)) \(keyword) daddr \(Self.set(ranges)) masquerade"
            }
        }
        guard !rules.isEmpty else { return "" }
        return """

            \tchain postrouting {
            \t\ttype nat hook postrouting priority srcnat; policy accept;
            \(lines(rules))\t}

            """
    }

    private func way(out egress: Egress) -> String {
        egress.interface.map { "oifname \"\($0)\"" } ?? "oifname != \(tunnel)"
    }

    /// The prefixes of each family that has any, with the family's word.
    private static func byFamily(_ prefixes: [IPPrefix]) -> [(String, [IPPrefix])] {
        AddressFamily.allCases.compactMap { family in
            let some = prefixes.filter { $0.address.family == family }
            return some.isEmpty ? nil : (family == .ipv4 ? "ip" : "ip6", some)
        }
    }

    /// A set whose elements do not overlap, which the kernel would refuse.
    private static func set(_ prefixes: [IPPrefix]) -> String {
        let distinct = Set(prefixes).sorted()
        let widest = distinct.filter { prefix in !distinct.contains { $0 != prefix && $0.contains(prefix) } }
        return "{ \(widest.map(\.description).joined(separator: ", ")) }"
    }
}
