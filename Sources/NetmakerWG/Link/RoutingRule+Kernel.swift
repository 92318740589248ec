internal import Glibc
internal import Netlink
internal import NetmakerCore

// The mark of a rule names its owner, and the mask says how much of it counts for the kernel: with a mask of 0 every
// packet matches, so that a rule for all of them has an owner as well.

extension RoutingRule {
    /// - Returns: nil for a rule that would not be the same when it were made again of this value, and so is none of
    ///   ours.
    init?(_ message: RuleMessage) {
        guard let family = AddressFamily(number: message.family), let owner = FirewallMark(message.mark) else {
            return nil
        }
        let packets: Packets
        switch (message.isInverted, message.markMask, message.destination) {
        case (false, 0, nil): packets = .all
        case (false, 0, let network?):
            guard let prefix = IPPrefix(masking: network.address, length: network.length) else { return nil }
            packets = .to(prefix)
        case (true, let mask, nil) where mask != 0: packets = .unmarked(mask: mask)
        default: return nil
        }
        let rule = try? RoutingRule(
            family, priority: message.priority, of: owner, packets: packets,
            lookup: RouteTable(rawValue: message.table), passingOver: message.suppressedLength.map(Int.init))
        guard let rule, rule.message == message else { return nil }
        self = rule
    }

    /// The rule as the kernel's messages carry it.
    var message: RuleMessage {
        var destination: RuleMessage.Network?
        var mask: UInt32 = 0
        switch packets {
        case .all: break
        case .to(let prefix):
            destination = RuleMessage.Network(address: prefix.address.bits, length: UInt8(prefix.length))
        case .unmarked(let bits): mask = bits
        }
        return RuleMessage(
            family: family.number, priority: priority, table: table.rawValue, mark: owner.rawValue, markMask: mask,
            isInverted: mask != 0, destination: destination, suppressedLength: suppressedLength.map(UInt32.init),
            ruleProtocol: Route.mark)
    }
}

extension AddressFamily {
    /// - Returns: nil for a family that is neither.
    fileprivate init?(number: UInt8) {
        switch Int32(number) {
        case AF_INET: self = .ipv4
        case AF_INET6: self = .ipv6
        default: return nil
        }
    }

    fileprivate var number: UInt8 { UInt8(self == .ipv4 ? AF_INET : AF_INET6) }
}
