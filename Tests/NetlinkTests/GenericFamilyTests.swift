import Glibc
import Netlink
import Testing

@Suite struct `A generic family` {
    @Test func `is found by its name`() throws {
        let kernel = ScriptedNetlink([
            { sent in
                let content =
                    [1, 2, 0, 0] + attribute(2, Array("wireguard".utf8) + [0]) + attribute(1, little(0x21 as UInt16))
                    + attribute(3, little(1 as UInt32))
                return [sent[0].answer(type: 16, content), sent[0].acknowledgement()]
            }
        ])
        let family = try GenericFamily.named("wireguard", over: NetlinkConnection(over: kernel))
        #expect(family?.number == 0x21)
        #expect(family?.version == 1)
        #expect(
            kernel.requests[0].whole
                == bytes(
                    """
                    24 00 00 00              # length 36
                    10 00                    # the controller's family
                    05 00                    # request, acknowledge
                    01 00 00 00              # sequence 1
                    04 03 02 01              # port
                    03 01 00 00              # CTRL_CMD_GETFAMILY, version 1
                    0E 00 02 00              # CTRL_ATTR_FAMILY_NAME, 14 bytes
                    77 69 72 65 67 75 61 72  # "wireguar"
                    64 00 00 00              # "d", zero, padding
                    """))
    }

    @Test func `that the kernel lacks is nil`() throws {
        let kernel = ScriptedNetlink([{ [$0[0].acknowledgement(ENOENT)] }])
        #expect(try GenericFamily.named("wireguard", over: NetlinkConnection(over: kernel)) == nil)
    }

    @Test func `is asked for by a message of its number and version`() throws {
        let kernel = ScriptedNetlink([
            { sent in
                [
                    sent[0].answer(
                        type: 16, [1, 2, 0, 0] + attribute(1, little(0x21 as UInt16)) + attribute(3, [2, 0, 0, 0])),
                    sent[0].acknowledgement(),
                ]
            }
        ])
        let family = try #require(try GenericFamily.named("x", over: NetlinkConnection(over: kernel)))
        let message = try family.message(1) { $0.append(2, 5 as UInt8) }
        #expect(
            encoded(message)
                == bytes(
                    """
                    1C 00 00 00              # length 28
                    21 00                    # the family's number
                    01 00                    # request
                    00 00 00 00 00 00 00 00  # not numbered yet
                    01 02 00 00              # command 1, version 2
                    05 00 02 00 05 00 00 00  # attribute 2, 1 byte, padding
                    """))
    }
}
