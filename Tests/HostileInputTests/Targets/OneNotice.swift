@testable import Netlink

/// A datagram of notices, which waits once.
final class OneNotice: NoticeSource {
    var isWaiting = false
    private let datagram: [UInt8]

    init(_ datagram: [UInt8]) {
        self.datagram = datagram
    }

    func receiveWaiting(_ body: (RawSpan) throws(NetlinkError) -> Void) throws(NetlinkError) -> Bool {
        guard isWaiting else { return false }
        isWaiting = false
        let datagram = datagram
        try body(datagram.span.bytes)
        return true
    }
}

/// A kernel that has none of what it is asked for.
final class EmptyKernel: NetlinkTransport {
    let portID: UInt32 = 1
    private var sequence: UInt32 = 0

    func send(_ datagram: UnsafeRawBufferPointer) throws(NetlinkError) {
        sequence = datagram.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
    }

    func receive(_ body: (RawSpan) throws(NetlinkError) -> Void) throws(NetlinkError) {
        // NLMSG_DONE, of several parts, without an error.
        let end: [UInt32] = [20, 3 | 2 << 16, sequence, portID, 0]
        try body(end.span.bytes)
    }
}
