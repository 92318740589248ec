import Glibc
import Testing

@testable import Netlink

/// What is told of interfaces, with notices and answers from a script.
@Suite struct `An interface reader` {
    /// Notices from a list; nil stands for lost ones.
    private final class Notices: NoticeSource {
        var waiting: [[UInt8]?] = []

        func receiveWaiting(_ body: (RawSpan) throws(NetlinkError) -> Void) throws(NetlinkError) -> Bool {
            guard !waiting.isEmpty else { return false }
            guard let datagram = waiting.removeFirst() else { throw NetlinkError(.overrun, errno: ENOBUFS) }
            try body(datagram.span.bytes)
            return true
        }
    }

    /// A reader, what it was told, and what it tells.
    private final class Scene {
        let notices = Notices()
        let reader: InterfaceReader
        var table = InterfaceTable()

        /// - Parameter readings: what the kernel has at each reading: interfaces and addresses.
        init(_ readings: [(links: [[UInt8]], addresses: [[UInt8]])]) throws {
            let answers = readings.flatMap { [(UInt16(16), $0.links), (UInt16(20), $0.addresses)] }
            let kernel = ScriptedNetlink(
                answers.map { type, contents in
                    { requests in
                        contents.map { requests[0].answer(type: type, flags: 2, $0) } + [requests[0].done()]
                    }
                })
            reader = InterfaceReader(notices, asking: NetlinkConnection(over: kernel))
            try update()
        }

        func update() throws {
            try reader.catchUp()
            _ = table.update(from: &reader.entries)
        }

        func told() -> [InterfaceDifference] {
            var all: [InterfaceDifference] = []
            while let difference = table.nextDifference() { all.append(difference) }
            return all
        }
    }

    private func link(_ index: UInt8, mtu: UInt16 = 1420, family: UInt8 = 0) -> [UInt8] {
        [family, 0, 0, 0, index, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0] + attribute(3, Array("nm-\(index)".utf8) + [0])
            + attribute(4, little(UInt32(mtu)))
    }

    private func address(_ last: UInt8, on index: UInt8) -> [UInt8] {
        [2, 24, 0, 0, index, 0, 0, 0] + attribute(2, [192, 0, 2, last])
    }

    private func notice(_ type: UInt16, _ content: [UInt8]) -> [UInt8] {
        little(UInt32(16 + content.count)) + little(type) + little(UInt16(0)) + little(UInt32(0)) + little(UInt32(0))
            + content
    }

    private func entry(_ index: UInt32, mtu: UInt32 = 1420, _ addresses: UInt32...) -> InterfaceEntry {
        InterfaceEntry(
            link: LinkMessage(index: index, name: "nm-\(index)", kind: nil, isUp: true, mtu: mtu),
            addresses: Set(
                addresses.map {
                    AddressMessage(index: index, address: .v4(0xC000_0200 + $0), prefixLength: 24)
                }))
    }

    private let newLink: UInt16 = 16, goneLink: UInt16 = 17, newAddress: UInt16 = 20, goneAddress: UInt16 = 21

    @Test func `first tells what there is`() throws {
        let scene = try Scene([([link(7), link(8)], [address(1, on: 8)])])
        #expect(
            scene.told() == [
                InterfaceDifference(from: nil, to: entry(7)), InterfaceDifference(from: nil, to: entry(8, 1)),
            ])
    }

    @Test func `tells each change once, in the order in which interfaces began to change`() throws {
        let scene = try Scene([([link(7), link(8)], [])])
        scene.table.skip()
        scene.notices.waiting = [
            notice(newAddress, address(1, on: 8)), notice(newLink, link(7, mtu: 1280)),
            notice(newAddress, address(2, on: 8)),
        ]
        try scene.update()
        #expect(
            scene.told() == [
                InterfaceDifference(from: entry(8), to: entry(8, 1, 2)),
                InterfaceDifference(from: entry(7), to: entry(7, mtu: 1280)),
            ])
        #expect(scene.told() == [])
    }

    @Test func `does not mention what came and went unseen`() throws {
        let scene = try Scene([([link(7)], [])])
        scene.table.skip()
        scene.notices.waiting = [notice(newAddress, address(1, on: 7)), notice(newLink, link(9))]
        try scene.update()
        scene.notices.waiting = [
            notice(goneAddress, address(1, on: 7)), notice(goneLink, link(9)), notice(newLink, link(7)),
        ]
        try scene.update()
        #expect(scene.told() == [])
    }

    @Test func `tells of an interface that went with its addresses`() throws {
        let scene = try Scene([([link(7)], [address(1, on: 7)])])
        scene.table.skip()
        // The kernel tells of the address first; a late word of another has nothing to belong to.
        scene.notices.waiting = [
            notice(goneAddress, address(1, on: 7)), notice(goneLink, link(7)), notice(newAddress, address(2, on: 7)),
        ]
        try scene.update()
        #expect(scene.told() == [InterfaceDifference(from: entry(7, 1), to: nil)])
    }

    @Test func `reads all anew when notices were lost, and tells the difference`() throws {
        let scene = try Scene([([link(7), link(8)], [address(1, on: 7)]), ([link(7)], [address(2, on: 7)])])
        scene.table.skip()
        // What waits behind the loss is older than the reading, and must not lead back.
        scene.notices.waiting = [nil, notice(newAddress, address(3, on: 7)), nil]
        try scene.update()
        #expect(
            scene.told() == [
                InterfaceDifference(from: entry(7, 1), to: entry(7, 2)), InterfaceDifference(from: entry(8), to: nil),
            ])
        #expect(scene.notices.waiting.isEmpty)
    }

    @Test func `tells nothing when notices were lost and nothing has changed`() throws {
        let scene = try Scene([([link(7)], [address(1, on: 7)]), ([link(7)], [address(1, on: 7)])])
        scene.table.skip()
        scene.notices.waiting = [nil]
        try scene.update()
        #expect(scene.told() == [])
    }

    @Test func `is not led astray by what a bridge or a radio tells of an interface`() throws {
        let scene = try Scene([([link(7)], [])])
        scene.table.skip()
        let radio = [UInt8](link(7).prefix(16))
        scene.notices.waiting = [notice(goneLink, link(7, family: UInt8(AF_BRIDGE))), notice(newLink, radio)]
        try scene.update()
        #expect(scene.told() == [])
    }
}
