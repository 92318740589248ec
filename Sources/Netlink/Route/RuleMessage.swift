internal import CNetlink
import Glibc

/// One rule of policy routing as rtnetlink tells of it (`linux/fib_rules.h`): which packets are looked up in which table.
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
    public let ruleProtocol: UInt8

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

    /// What to do with a rule.
    public enum Change: Sendable {
        /// Make it, also where there is one like it.
        case add
        /// Take the first away that has all it has; what it has not, such as a destination, does not count.
        case remove
    }
}

extension RuleMessage {
    /// - Returns: nil for a rule of another kind: that does not lead to a table, or asks for more than this type can say.
    init?(decoding content: RawSpan) throws(NetlinkError) {
        let decoded = try content.withAttributes(after: fib_rule_hdr.self) {
            (header, attributes) throws(NetlinkError) -> RuleMessage? in
            guard Int(header.action) == Int(FR_ACT_TO_TBL), header.src_len == 0, header.tos == 0 else {
                return nil
            }
            var (priority, mark, markMask): (UInt32, UInt32, UInt32) = (0, 0, 0)
            var table = UInt32(header.table)
            var ruleProtocol: UInt8 = 0
            var suppressedLength: UInt32?
            var destination: InternetAddress?
            var isExpressible = true
            try attributes.forEachAttribute { (type, value) throws(NetlinkError) in
                switch Int(type) {
                case FRA_PRIORITY: priority = try value.integer()
                case FRA_TABLE: table = try value.integer()
                case FRA_FWMARK: mark = try value.integer()
                case FRA_FWMASK: markMask = try value.integer()
                case FRA_PROTOCOL: ruleProtocol = try value.integer()
                case FRA_DST: destination = InternetAddress(networkOrder: value)
                case FRA_SUPPRESS_PREFIXLEN:
                    // All ones are the kernel's word for none.
                    let length = try value.integer(UInt32.self)
                    suppressedLength = length == .max ? nil : length
                case FRA_SUPPRESS_IFGROUP:
                    if try value.integer(UInt32.self) != .max { isExpressible = false }
                case FRA_IIFNAME, FRA_OIFNAME, FRA_SRC, FRA_L3MDEV, FRA_UID_RANGE, FRA_IP_PROTO, FRA_SPORT_RANGE,
                    FRA_DPORT_RANGE, FRA_TUN_ID:
                    isExpressible = false
                default: break
                }
            }
            guard isExpressible, (destination == nil) == (header.dst_len == 0) else { return nil }
            return RuleMessage(
                family: header.family, priority: priority, table: table, mark: mark, markMask: markMask,
                isInverted: header.flags & UInt32(FIB_RULE_INVERT) != 0,
                destination: destination.map { Network(address: $0, length: header.dst_len) },
                suppressedLength: suppressedLength, ruleProtocol: ruleProtocol)
        }
        guard let decoded else { return nil }
        self = decoded
    }

    fileprivate func request(_ change: Change) throws(NetlinkError) -> NetlinkMessage {
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

    /// Whether the kernel may take `other` for this one when this one is to be removed: it compares only what the request
    /// has, and never whether a rule is inverted.
    fileprivate func isTaken(for other: RuleMessage) -> Bool {
        family == other.family && priority == other.priority && table == other.table
            && ruleProtocol == other.ruleProtocol && (mark == 0 || mark == other.mark)
            && (markMask == 0 || markMask == other.markMask)
            && (destination == nil || destination == other.destination)
            && (suppressedLength == nil || suppressedLength == other.suppressedLength)
    }
}

extension NetlinkConnection {
    /// Reads the rules of both families that carry a mark, in the order in which the kernel asks them.
    public func rules(markedBy ruleProtocol: UInt8) throws(NetlinkError) -> [RuleMessage] {
        var all: [RuleMessage] = []
        for family in [AF_INET, AF_INET6] {
            let request = try NetlinkMessage(
                type: RTM_GETRULE,
                header: fib_rule_hdr(
                    family: UInt8(family), dst_len: 0, src_len: 0, tos: 0, table: 0, res1: 0, res2: 0, action: 0,
                    flags: 0))
            do throws(NetlinkError) {
                all += try dump(request, "read the routing rules", into: [RuleMessage]()) {
                    (found, content) throws(NetlinkError) in
                    if let rule = try RuleMessage(decoding: content), rule.ruleProtocol == ruleProtocol {
                        found.append(rule)
                    }
                }
            } catch {
                // A kernel without IPv6, or without policy routing, has no rules of it.
                guard error.errno == EAFNOSUPPORT || error.errno == EOPNOTSUPP else { throw error }
            }
        }
        return all
    }

    /// Adds rules, about a hundred a send. One that is there already is left as it is.
    ///
    /// - Parameter operation: names the addition of one rule, for the error.
    /// - Throws: the first failure; the other rules of its send were handled all the same, later sends were not made.
    public func add(_ rules: [RuleMessage], _ operation: (RuleMessage) -> String) throws(NetlinkError) {
        guard let first = rules.first else { return }
        let present = try self.rules(markedBy: first.ruleProtocol)
        try perform(rules.filter { !present.contains($0) }.map { (.add, $0) }, operation)
    }

    /// Removes rules, and no others. One that is not there is removed already.
    ///
    /// The kernel removes the first rule that has all that the request asks for, so one with a destination may go in place
    /// of one without. What stands in the way so is doubled behind it first, and then removed with it: no moment is
    /// without it.
    ///
    /// - Parameter operation: names the removal of one rule, for the error.
    public func remove(_ rules: [RuleMessage], _ operation: (RuleMessage) -> String) throws(NetlinkError) {
        guard let first = rules.first else { return }
        var present = try self.rules(markedBy: first.ruleProtocol)
        var steps: [(RuleMessage.Change, RuleMessage)] = []
        for rule in rules {
            guard let position = present.firstIndex(of: rule) else { continue }
            let inTheWay = present[..<position].filter(rule.isTaken)
            steps += inTheWay.map { (.add, $0) }
            steps += Array(repeating: (.remove, rule), count: inTheWay.count + 1)
            present = present[..<position].filter { !rule.isTaken(for: $0) } + present[(position + 1)...] + inTheWay
        }
        try perform(steps, operation)
    }

    private func perform(
        _ steps: [(change: RuleMessage.Change, rule: RuleMessage)], _ operation: (RuleMessage) -> String
    ) throws(NetlinkError) {
        let step = 100
        for start in stride(from: 0, to: steps.count, by: step) {
            let part = steps[start..<min(start + step, steps.count)]
            var batch = NetlinkBatch()
            for step in part { batch.append(try step.rule.request(step.change)) }
            // What is not there any more was removed by someone else.
            try perform(batch, tolerating: ENOENT) { operation(part[part.startIndex + $0].rule) }
        }
    }
}
