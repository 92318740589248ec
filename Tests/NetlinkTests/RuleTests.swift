import Glibc
import Netlink
import Testing

/// What a rule looks like on the wire, and which requests remove one.
@Suite struct `Routing rules` {
    private let unmarked = RuleMessage(
        family: UInt8(AF_INET), priority: 28271, table: 0x6E6D_0001, mark: 0x6E6D_0001, markMask: 0xFFFF_0000,
        isInverted: true, destination: nil, suppressedLength: nil, ruleProtocol: 110)
    private let toHost = RuleMessage(
        family: UInt8(AF_INET6), priority: 28269, table: 254, mark: 0x6E6D_0001, markMask: 0, isInverted: false,
        destination: RuleMessage.Network(address: .v6(0x2001_0DB8 << 96 | 5), length: 128), suppressedLength: 0,
        ruleProtocol: 110)

    /// Type and content of the requests that change something, when the kernel has some rules.
    private func sent(
        having ipv4: [[UInt8]], _ ipv6: [[UInt8]], _ body: (NetlinkConnection) throws -> Void
    ) throws -> [[UInt8]] {
        let dumps = [ipv4, ipv6].map { rules -> ScriptedNetlink.Answer in
            { requests in rules.map { requests[0].answer(type: 32, flags: 2, $0) } + [requests[0].done()] }
        }
        let kernel = ScriptedNetlink(dumps + [{ [$0[$0.count - 1].acknowledgement()] }])
        try body(NetlinkConnection(over: kernel))
        return kernel.requests.dropFirst(2).map { Array($0.whole[4...]) }
    }

    @Test func `are added with their mark and table`() throws {
        let requests = try sent(having: [], []) { try $0.add([unmarked]) { _ in "add" } }
        #expect(
            requests == [
                bytes(
                    """
                    20 00 05 04              # RTM_NEWRULE; request, acknowledge, create
                    03 00 00 00 04 03 02 01  # sequence, port
                    02 00 00 00              # AF_INET, no destination, no source, no service
                    00 00 00 01              # table by attribute, to a table
                    02 00 00 00              # inverted
                    08 00 06 00 6F 6E 00 00  # FRA_PRIORITY 28271
                    08 00 0F 00 01 00 6D 6E  # FRA_TABLE
                    08 00 0A 00 01 00 6D 6E  # FRA_FWMARK
                    08 00 10 00 00 00 FF FF  # FRA_FWMASK
                    05 00 15 00 6E 00 00 00  # FRA_PROTOCOL 110
                    """)
            ])
    }

    private let toHostContent = bytes(
        """
        0A 80 00 00              # AF_INET6, /128, no source, no service
        FE 00 00 01              # main, to a table
        00 00 00 00              # flags
        14 00 01 00              # FRA_DST
        20 01 0D B8 00 00 00 00
        00 00 00 00 00 00 00 05
        08 00 06 00 6D 6E 00 00  # FRA_PRIORITY 28269
        08 00 0F 00 FE 00 00 00  # FRA_TABLE main
        08 00 0A 00 01 00 6D 6E  # FRA_FWMARK
        08 00 10 00 00 00 00 00  # FRA_FWMASK
        08 00 0E 00 00 00 00 00  # FRA_SUPPRESS_PREFIXLEN 0
        05 00 15 00 6E 00 00 00  # FRA_PROTOCOL 110
        """)

    @Test func `are removed by all they have`() throws {
        let requests = try sent(having: [], [toHostContent]) { try $0.remove([toHost]) { _ in "remove" } }
        #expect(
            requests == [
                bytes(
                    """
                    21 00 05 00              # RTM_DELRULE; request, acknowledge
                    03 00 00 00 04 03 02 01  # sequence, port
                    """) + toHostContent
            ])
    }

    @Test func `that are there are not added again, and those that are not there not removed`() throws {
        #expect(try sent(having: [], [toHostContent]) { try $0.add([toHost]) { _ in "add" } } == [])
        #expect(try sent(having: [], [toHostContent]) { try $0.remove([unmarked]) { _ in "remove" } } == [])
    }

    @Test func `are read, those of others left out, and those that ask for more than we can say`() throws {
        let plain = bytes(
            """
            02 00 00 00 00 00 00 01  # AF_INET, to a table
            02 00 00 00              # inverted
            08 00 0F 00 01 00 6D 6E  # FRA_TABLE
            08 00 0E 00 FF FF FF FF  # FRA_SUPPRESS_PREFIXLEN: none
            08 00 06 00 6F 6E 00 00  # FRA_PRIORITY
            08 00 0A 00 01 00 6D 6E  # FRA_FWMARK
            08 00 10 00 00 00 FF FF  # FRA_FWMASK
            """)
        let ours = plain + bytes("05 00 15 00 6E 00 00 00")
        let others = plain + bytes("05 00 15 00 04 00 00 00")
        let padded = ours + bytes("04 00 12 00")
        let attributes = [
            "07 00 03 00 6C 6F 00 00",  // FRA_IIFNAME "lo"
            "08 00 0B 00 01 00 00 00",  // FRA_FLOW, a realm
            "08 00 0D 00 05 00 00 00",  // FRA_SUPPRESS_IFGROUP
            "08 00 01 00 C0 00 02 01",  // FRA_DST, of no length
            "05 00 3F 00 01 00 00 00",  // what nobody knows yet
        ]
        let headers = [
            "02 00 00 08 00 00 00 01 02 00 00 00",  // a service
            "02 00 18 00 00 00 00 01 02 00 00 00",  // a source
            "02 18 00 00 00 00 00 01 02 00 00 00",  // a destination that is not told
            "02 00 00 00 00 00 00 01 03 00 00 00",  // that it is permanent
        ]
        // FRA_DST of the other family.
        let mixed = bytes("0A 20 00 00 00 00 00 01 02 00 00 00") + ours.dropFirst(12) + bytes("08 00 01 00 C0 00 02 01")
        var special = [mixed]
        for attribute in attributes { special.append(ours + bytes(attribute)) }
        for header in headers { special.append(bytes(header) + ours.dropFirst(12)) }
        let kernel = ScriptedNetlink([
            { requests in
                ([others, padded] + special).map { requests[0].answer(type: 32, flags: 2, $0) } + [requests[0].done()]
            },
            { [$0[0].done()] },
        ])
        #expect(try NetlinkConnection(over: kernel).rules(markedBy: 110) == [unmarked])
    }

    @Test func `that the kernel would remove instead are doubled before`() throws {
        let general = bytes(
            """
            0A 00 00 00 FE 00 00 01  # AF_INET6, to main
            00 00 00 00
            08 00 06 00 6D 6E 00 00  # FRA_PRIORITY 28269
            08 00 0A 00 01 00 6D 6E  # FRA_FWMARK
            05 00 15 00 6E 00 00 00  # FRA_PROTOCOL 110
            """)
        let rule = RuleMessage(
            family: UInt8(AF_INET6), priority: 28269, table: 254, mark: 0x6E6D_0001, markMask: 0, isInverted: false,
            destination: nil, suppressedLength: nil, ruleProtocol: 110)
        let requests = try sent(having: [], [toHostContent, general]) { try $0.remove([rule]) { _ in "remove" } }
        #expect(requests.map(\.first) == [32, 33, 33])
        #expect(Array(requests[0][12...]) == toHostContent)
    }

    @Test func `that cannot be said are doubled in all they have, too`() throws {
        // FRA_IIFNAME "lo", FRA_PAD, and what nobody knows yet.
        let special = toHostContent + bytes("07 00 03 00 6C 6F 00 00 08 00 3F 00 05 00 00 00")
        let requests = try sent(having: [], [special + bytes("04 00 12 00"), toHostContent]) {
            try $0.remove([toHost]) { _ in "remove" }
        }
        #expect(requests.map(\.first) == [32, 33, 33])
        #expect(Array(requests[0][12...]) == special)
        // Behind ours it is in nobody's way.
        #expect(try sent(having: [], [toHostContent, special]) { try $0.remove([toHost]) { _ in "" } }.count == 1)
    }

    @Test func `of a kernel that keeps no marks are not added a second time, and left as they are`() throws {
        let unmarked = Array(toHostContent.dropLast(8))
        #expect(try sent(having: [], [unmarked]) { try $0.add([toHost]) { _ in "add" } } == [])
        #expect(try sent(having: [], [unmarked]) { try $0.remove([toHost]) { _ in "remove" } } == [])
        let others = unmarked + bytes("05 00 15 00 04 00 00 00")
        #expect(try sent(having: [], [others]) { try $0.add([toHost]) { _ in "add" } }.count == 1)
    }
}
