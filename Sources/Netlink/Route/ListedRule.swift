internal import CNetlink
import Glibc

/// A rule that leads to a table, as the kernel lists it: it may ask for more than a ``RuleMessage`` can say.
struct ListedRule {
    /// What a message can say of it.
    let rule: RuleMessage
    /// Whether that is all there is to it.
    let isWhole: Bool
    /// Whether the kernel tells who made it, as it does since 4.17.
    let hasProtocol: Bool
    /// All of it, as it was told.
    private let content: [UInt8]

    /// - Returns: nil for a rule that does something else than to lead to a table.
    init?(decoding content: RawSpan) throws(NetlinkError) {
        let header = try content.structure(fib_rule_hdr.self)
        guard Int(header.action) == Int(FR_ACT_TO_TBL) else { return nil }
        var (priority, mark, markMask): (UInt32, UInt32, UInt32) = (0, 0, 0)
        var table = UInt32(header.table)
        var ruleProtocol: UInt8?
        var suppressedLength: UInt32?
        var destination: InternetAddress?
        var isWhole = header.src_len == 0 && header.tos == 0 && header.flags & ~UInt32(FIB_RULE_INVERT) == 0
        try content.extracting(Self.headerSize...).forEachAttribute { (type, value) throws(NetlinkError) in
            switch Int(type) {
            case FRA_PRIORITY: priority = try value.integer()
            case FRA_TABLE: table = try value.integer()
            case FRA_FWMARK: mark = try value.integer()
            case FRA_FWMASK: markMask = try value.integer()
            case FRA_PROTOCOL: ruleProtocol = try value.integer(UInt8.self)
            case FRA_DST: destination = InternetAddress(networkOrder: value)
            // Of these two, all ones are the kernel's word for none.
            case FRA_SUPPRESS_PREFIXLEN:
                let length = try value.integer(UInt32.self)
                suppressedLength = length == .max ? nil : length
            case FRA_SUPPRESS_IFGROUP:
                if try value.integer(UInt32.self) != .max { isWhole = false }
            case FRA_PAD: break
            // Another selector, or what a kernel of tomorrow has.
            default: isWhole = false
            }
        }
        if let destination {
            isWhole = isWhole && header.dst_len > 0 && destination.family == header.family
        } else {
            isWhole = isWhole && header.dst_len == 0
        }
        rule = RuleMessage(
            family: header.family, priority: priority, table: table, mark: mark, markMask: markMask,
            isInverted: header.flags & UInt32(FIB_RULE_INVERT) != 0,
            destination: destination.map { RuleMessage.Network(address: $0, length: header.dst_len) },
            suppressedLength: suppressedLength, ruleProtocol: ruleProtocol ?? 0)
        self.isWhole = isWhole
        hasProtocol = ruleProtocol != nil
        self.content = content.withUnsafeBytes { Array($0) }
    }

    /// The request for another rule that has all that this one has: the kernel takes what it tells.
    func doubling() throws(NetlinkError) -> NetlinkMessage {
        let content = content
        return try NetlinkMessage(
            type: RTM_NEWRULE, flags: .create, header: content.span.bytes.structure(fib_rule_hdr.self)
        ) { request throws(NetlinkError) in
            let attributes = content.span.bytes.extracting(Self.headerSize...)
            var walk = AttributeWalk()
            while let (type, range) = try walk.next(in: attributes) {
                guard Int(type) != FRA_PAD else { continue }
                attributes.extracting(range).withUnsafeBytes { request.append(type, bytes: $0) }
            }
        }
    }

    private static let headerSize = MemoryLayout<fib_rule_hdr>.size
}
