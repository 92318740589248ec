import Glibc
import Netlink
import NetmakerCore
import Testing

@testable import NetmakerWG

/// An interface that is made by someone else between our look and our request.
@Suite struct `An interface that someone else makes at the same moment` {
    /// Has no interface at the first request, refuses the second since there is one, and shows it at the third.
    private final class Kernel: NetlinkTransport {
        let portID: UInt32 = 1
        private let kind: String
        private var requests = 0
        private var sequence: UInt32 = 0

        init(_ kind: String) {
            self.kind = kind
        }

        func send(_ datagram: UnsafeRawBufferPointer) throws(NetlinkError) {
            requests += 1
            sequence = datagram.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
        }

        func receive(_ body: (RawSpan) throws(NetlinkError) -> Void) throws(NetlinkError) {
            let datagram =
                switch requests {
                case 1: acknowledgement(ENODEV)
                case 2: acknowledgement(EEXIST)
                default: link + acknowledgement(0)
                }
            try body(datagram.span.bytes)
        }

        /// `RTM_NEWLINK` with a name and a kind.
        private var link: [UInt8] {
            let information = attribute(1, Array(kind.utf8) + [0])
            let content = [UInt8](repeating: 0, count: 16) + attribute(3, Array("nm-a".utf8) + [0])
            return message(16, content + attribute(18, information))
        }

        /// `NLMSG_ERROR`, with the header of the request it answers.
        private func acknowledgement(_ number: CInt) -> [UInt8] {
            message(2, flags: 0x100, little(-number) + [UInt8](repeating: 0, count: 16))
        }

        private func message(_ type: UInt16, flags: UInt16 = 0, _ content: [UInt8]) -> [UInt8] {
            little(UInt32(16 + content.count)) + little(type) + little(flags) + little(sequence) + little(portID)
                + content
        }

        private func attribute(_ type: UInt16, _ content: [UInt8]) -> [UInt8] {
            let padding = [UInt8](repeating: 0, count: (4 - content.count % 4) % 4)
            return little(UInt16(4 + content.count)) + little(type) + content + padding
        }

        private func little(_ value: some FixedWidthInteger) -> [UInt8] {
            withUnsafeBytes(of: value.littleEndian) { Array($0) }
        }
    }

    private func link(_ kind: String) throws -> NetlinkLink {
        NetlinkLink(
            try interface("nm-a"), over: NetlinkConnection(over: Kernel(kind)), on: BlockingExecutor(label: "race"))
    }

    @Test func `is taken when it is of the kind that was to be made`() async throws {
        try await link("wireguard").create(kind: "wireguard")
    }

    @Test func `is refused as another's when it is not, and not as a route`() async throws {
        let link = try link("veth")
        let error = await #expect(throws: WireGuardError.self) { try await link.create(kind: "wireguard") }
        #expect(error?.code == .foreignInterface)
        #expect(error?.message.contains("of kind veth") == true)
    }
}
