public import NetmakerCore

/// A rule of policy routing: which packets are looked up in which table.
///
/// The kernel asks the rules in the order of their priorities, its own for the main table (32766) among the last. The
/// first lookup that finds a route ends the search; one that finds none, or only one that is passed over, goes on.
///
/// ```swift
/// // Whatever the tunnel itself does not send is looked up in the tunnel's table.
/// try RoutingRule(.ipv4, priority: 28_271, of: mark, packets: .unmarked(mask: .max), lookup: table)
/// ```
public struct RoutingRule: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Whose packets it is about.
    public let family: AddressFamily
    /// Its place among the rules, the lowest first.
    public let priority: UInt32
    /// The firewall mark of the interface whose rule it is. A rule belongs to no interface of the kernel's, and
    /// outlives each; by this we know which it is for. What it does depends on ``packets``.
    public let owner: FirewallMark
    /// The packets it is for.
    public let packets: Packets
    /// Where they are looked up.
    public let table: RouteTable
    /// Routes to prefixes of this length and shorter are passed over there: 0 passes over default routes. It is no
    /// greater than the length of an address of the family. Nil when none are.
    public let suppressedLength: Int?

    /// Which packets a rule is for.
    public enum Packets: Hashable, Sendable {
        /// All.
        case all
        /// Those to a network, which is of the rule's family and not all there is: that is ``all``.
        case to(IPPrefix)
        /// Those whose mark differs from the owner's in the bits of a mask, which is not 0: all bits for those that the
        /// owner did not send, fewer for those that none of several interfaces sent whose marks have them in common.
        case unmarked(mask: UInt32)
    }

    /// A rule.
    ///
    /// - Throws: `ModelError.Code.invalidValue` for one that the kernel would refuse, or take for another: with packets
    ///   to a network of the other family or of length 0, or with a mask of 0; with a length to pass over that the
    ///   family has not; and with table 0, for which it would choose one.
    public init(
        _ family: AddressFamily, priority: UInt32, of owner: FirewallMark, packets: Packets, lookup table: RouteTable,
        passingOver suppressedLength: Int? = nil
    ) throws(ModelError) {
        try Self.check(packets, family)
        guard table.rawValue != 0 else {
            throw ModelError(
                .invalidValue, field: "table", message: "table 0 stands for any that the kernel chooses",
                remedy: "name one from 1 on")
        }
        if let suppressedLength, !(0...family.bitWidth).contains(suppressedLength) {
            throw ModelError(
                .invalidValue, field: "suppressedLength",
                message: "there are no prefixes of length \(suppressedLength) to pass over",
                remedy: "give one from 0 to \(family.bitWidth), or none")
        }
        self.init(
            valid: family, priority: priority, of: owner, packets: packets, lookup: table,
            passingOver: suppressedLength)
    }

    /// A rule that the kernel can hold.
    init(
        valid family: AddressFamily, priority: UInt32, of owner: FirewallMark, packets: Packets,
        lookup table: RouteTable, passingOver suppressedLength: Int?
    ) {
        self.family = family
        self.priority = priority
        self.owner = owner
        self.packets = packets
        self.table = table
        self.suppressedLength = suppressedLength
    }

    private static func check(_ packets: Packets, _ family: AddressFamily) throws(ModelError) {
        switch packets {
        case .all: return
        case .to(let prefix):
            guard prefix.address.family == family else {
                throw ModelError(
                    .invalidValue, field: "packets",
                    message: "\(prefix) is not of the family whose packets the rule is about",
                    remedy: "make a rule of its own family")
            }
            guard prefix.length > 0 else {
                throw ModelError(
                    .invalidValue, field: "packets", message: "\(prefix) is no narrower than all packets",
                    remedy: "make the rule for all")
            }
        case .unmarked(let mask):
            guard mask != 0 else {
                throw ModelError(
                    .invalidValue, field: "packets", message: "a mask of 0 compares no bit of a mark",
                    remedy: "give one with the bits that the owner's mark is known by, or make the rule for all")
            }
        }
    }

    /// Orders by family and priority, as the kernel asks them.
    public static func < (one: Self, other: Self) -> Bool {
        (one.family, one.priority, one.description) < (other.family, other.priority, other.description)
    }

    /// The rule as `ip rule` writes it.
    public var description: String {
        let (selector, mask) =
            switch packets {
            case .all: ("from all", "0")
            case .to(let prefix): ("from all to \(prefix)", "0")
            case .unmarked(let mask): ("not from all", "0x" + String(mask, radix: 16))
            }
        let passedOver = suppressedLength.map { " suppress_prefixlength \($0)" } ?? ""
        return "\(priority): \(selector) fwmark \(owner)/\(mask) lookup \(table)\(passedOver)"
    }
}
