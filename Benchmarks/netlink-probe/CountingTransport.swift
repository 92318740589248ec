internal import CNetlink
internal import Netlink
internal import Synchronization

/// How much was sent to the kernel.
final class Tally: Sendable {
    private let counts = Mutex((sent: 0, dumps: 0))

    /// Messages.
    var sent: Int { counts.withLock { $0.sent } }
    /// Those of them that asked for all there is.
    var dumps: Int { counts.withLock { $0.dumps } }

    func reset() { counts.withLock { $0 = (0, 0) } }

    fileprivate func count(_ flags: NetlinkFlags) {
        counts.withLock {
            $0.sent += 1
            if flags.isSuperset(of: .dump) { $0.dumps += 1 }
        }
    }
}

/// A socket that counts what goes through it, one message a datagram.
final class CountingTransport: NetlinkTransport {
    private let socket: NetlinkSocket
    private let tally: Tally

    init(_ tally: Tally) throws(NetlinkError) {
        socket = try NetlinkSocket(.generic)
        self.tally = tally
    }

    var portID: UInt32 { socket.portID }

    func send(_ datagram: UnsafeRawBufferPointer) throws(NetlinkError) {
        tally.count(NetlinkFlags(rawValue: datagram.load(as: nlmsghdr.self).nlmsg_flags))
        try socket.send(datagram)
    }

    func receive(_ body: (RawSpan) throws(NetlinkError) -> Void) throws(NetlinkError) { try socket.receive(body) }
}
