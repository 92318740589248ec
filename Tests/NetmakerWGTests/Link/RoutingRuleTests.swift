import Glibc
import Netlink
import NetmakerCore
import Testing

@testable import NetmakerWG

@Suite struct `A routing rule` {
    private let mark: FirewallMark

    init() throws {
        mark = try #require(FirewallMark(0x6E6D_0001))
    }

    struct Refused: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let field: String
        let make: @Sendable (FirewallMark) throws -> RoutingRule
    }

    @Test(arguments: [
        Refused(testDescription: "a mask without a bit", field: "packets") {
            try RoutingRule(.ipv4, priority: 1, of: $0, packets: .unmarked(mask: 0), lookup: .main)
        },
        Refused(testDescription: "a network that is all there is", field: "packets") {
            try RoutingRule(.ipv6, priority: 1, of: $0, packets: .to(try prefix("::/0")), lookup: .main)
        },
        Refused(testDescription: "a network of the other family", field: "packets") {
            try RoutingRule(.ipv6, priority: 1, of: $0, packets: .to(try prefix("192.0.2.0/24")), lookup: .main)
        },
        Refused(testDescription: "a table that the kernel chooses", field: "table") {
            try RoutingRule(.ipv4, priority: 1, of: $0, packets: .all, lookup: RouteTable(rawValue: 0))
        },
        Refused(testDescription: "a length below 0", field: "suppressedLength") {
            try RoutingRule(.ipv4, priority: 1, of: $0, packets: .all, lookup: .main, passingOver: -1)
        },
        Refused(testDescription: "a length that the family has not", field: "suppressedLength") {
            try RoutingRule(.ipv4, priority: 1, of: $0, packets: .all, lookup: .main, passingOver: 33)
        },
    ])
    func `that the kernel cannot hold is refused`(refused: Refused) throws {
        let error = #expect(throws: ModelError.self) { try refused.make(mark) }
        #expect(error?.code == .invalidValue)
        #expect(error?.field == refused.field)
    }

    @Test func `is the same when it is read as it was written`() throws {
        let rules = [
            try RoutingRule(.ipv4, priority: 0, of: mark, packets: .all, lookup: .main, passingOver: 32),
            try RoutingRule(.ipv6, priority: 1, of: mark, packets: .all, lookup: .main, passingOver: 128),
            try RoutingRule(.ipv4, priority: .max, of: mark, packets: .to(try prefix("192.0.2.0/24")), lookup: .main),
            try RoutingRule(.ipv6, priority: 7, of: mark, packets: .unmarked(mask: 1), lookup: .main, passingOver: 0),
        ]
        for rule in rules { #expect(RoutingRule(rule.message) == rule) }
    }

    @Test func `is none of ours when it would be another if it were made again`() throws {
        func message(
            mark: UInt32 = 0x6E6D_0001, mask: UInt32 = 0, isInverted: Bool = false,
            to network: RuleMessage.Network? = nil, suppressing length: UInt32? = nil, by ruleProtocol: UInt8 = 110
        ) -> RuleMessage {
            RuleMessage(
                family: UInt8(AF_INET), priority: 1, table: 254, mark: mark, markMask: mask, isInverted: isInverted,
                destination: network, suppressedLength: length, ruleProtocol: ruleProtocol)
        }
        #expect(RoutingRule(message()) != nil)
        #expect(RoutingRule(message(mark: 0)) == nil)
        #expect(RoutingRule(message(mask: 1)) == nil)
        #expect(RoutingRule(message(isInverted: true)) == nil)
        #expect(RoutingRule(message(suppressing: 33)) == nil)
        #expect(RoutingRule(message(by: 4)) == nil)
        // 192.0.2.1/24, which the kernel keeps as it is.
        #expect(RoutingRule(message(to: RuleMessage.Network(address: .v4(0xC000_0201), length: 24))) == nil)
        #expect(RoutingRule(message(to: RuleMessage.Network(address: .v6(1), length: 128))) == nil)
    }
}
