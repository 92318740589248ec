internal import CNetlink
import Glibc

/// One rule of policy routing as rtnetlink tells of it (`linux/fib_rules.h`): which packets are looked up in which
/// table.
///
/// Rules are asked in the order of their priorities; the first lookup that finds a route ends the search.
public struct RuleMessage: Hashable, Sendable {
    /// `AF_INET` or `AF_INET6`: whose packets it is about.
    public let family: UInt8
    /// Its place among the rules, the lowest first.
    public let priority: UInt32
    /// The table it leads to; 254 is the main one.
    public let table: UInt32
    /// The firewall mark to compare with that of a packet.
    public let mark: UInt32
    /// The bits of both marks that are compared; 0 lets every packet match.
    public let markMask: UInt32
    /// Whether it is for the packets that do not match.
    public let isInverted: Bool
    /// The network that the packets go to; nil for wherever they go.
    public let destination: Network?
    /// Routes to prefixes of this length and shorter are passed over; nil when none are.
    public let suppressedLength: UInt32?
    /// The mark of who made it, in the numbers of routes (`RTPROT_*` or a number of one's own).
    public internal(set) var ruleProtocol: UInt8

    /// A network that packets go to.
    public struct Network: Hashable, Sendable {
        /// Its address.
        public let address: InternetAddress
        /// How many leading bits of the address count.
        public let length: UInt8

        /// A network.
        public init(address: InternetAddress, length: UInt8) {
            self.address = address
            self.length = length
        }
    }

    /// A rule.
    public init(
        family: UInt8, priority: UInt32, table: UInt32, mark: UInt32, markMask: UInt32, isInverted: Bool,
        destination: Network?, suppressedLength: UInt32?, ruleProtocol: UInt8
    ) {
        self.family = family
        self.priority = priority
        self.table = table
        self.mark = mark
        self.markMask = markMask
        self.isInverted = isInverted
        self.destination = destination
        self.suppressedLength = suppressedLength
        self.ruleProtocol = ruleProtocol
    }
}

extension RuleMessage {
    /// - Returns: nil for a rule of another kind: that does not lead to a table, or asks for more than this type can
    ///   say.
    init?(decoding content: RawSpan) throws(NetlinkError) {
        guard let listed = try ListedRule(decoding: content), listed.isWhole else { return nil }
        self = listed.rule
    }

    /// What to do with a rule.
    enum Change {
        /// Make it, also where there is one like it.
        case add
        /// Take the first away that has all it has; what it has not, such as a destination, does not count.
        case remove
    }

    func request(_ change: Change) throws(NetlinkError) -> NetlinkMessage {
        let header = fib_rule_hdr(
            family: family, dst_len: destination?.length ?? 0, src_len: 0, tos: 0,
            // The field is too small for most tables; the attribute is what counts.
            table: UInt8(exactly: table) ?? UInt8(RT_TABLE_UNSPEC.rawValue), res1: 0, res2: 0,
            action: UInt8(FR_ACT_TO_TBL), flags: isInverted ? UInt32(FIB_RULE_INVERT) : 0)
        return try NetlinkMessage(
            type: change == .add ? RTM_NEWRULE : RTM_DELRULE, flags: change == .add ? .create : [], header: header
        ) {
            if let destination { $0.append(FRA_DST, address: destination.address) }
            $0.append(FRA_PRIORITY, priority)
            $0.append(FRA_TABLE, table)
            if mark != 0 || markMask != 0 {
                $0.append(FRA_FWMARK, mark)
                $0.append(FRA_FWMASK, markMask)
            }
            if let suppressedLength { $0.append(FRA_SUPPRESS_PREFIXLEN, suppressedLength) }
            $0.append(FRA_PROTOCOL, ruleProtocol)
        }
    }

    /// Whether the kernel may take `other` for this one when this one is to be removed: it compares only what the
    /// request has, and never whether a rule is inverted.
    func isTaken(for other: RuleMessage) -> Bool {
        family == other.family && priority == other.priority && table == other.table
            && ruleProtocol == other.ruleProtocol && (mark == 0 || mark == other.mark)
            && (markMask == 0 || markMask == other.markMask)
            && (destination == nil || destination == other.destination)
            && (suppressedLength == nil || suppressedLength == other.suppressedLength)
    }
}
