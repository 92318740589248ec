internal import CNetlink
import Glibc

/// Which of the kernel's netlink services a socket talks to.
public enum NetlinkFamily: Sendable {
    /// Links, addresses and routes (`NETLINK_ROUTE`).
    case route
    /// The families that modules register by name (`NETLINK_GENERIC`).
    case generic

    var number: CInt {
        switch self {
        case .route: NETLINK_ROUTE
        case .generic: NETLINK_GENERIC
        }
    }
}

/// A netlink socket of the kernel, by libmnl.
///
/// Errors come with the kernel's text and without the whole request (`EXT_ACK`, `CAP_ACK`); requests are checked
/// strictly where the kernel can, so that a filter it does not know is an error rather than ignored.
public final class NetlinkSocket: NetlinkTransport {
    /// Parts of a dump grow with the buffer up to this size, and no further.
    private static let bufferSize = 32 * 1024
    /// The kernel answers in the sending thread. Silence for so long means that an answer was lost.
    private static let patience = timeval(tv_sec: 20, tv_usec: 0)

    private let socket: OpaquePointer
    private let buffer: UnsafeMutableRawBufferPointer

    public let portID: UInt32

    /// Opens a socket.
    ///
    /// - Parameters:
    ///   - family: what to talk to.
    ///   - namespace: the file of the network namespace to talk to, for as long as the socket lives; nil is the
    ///     namespace of the calling thread.
    ///   - groups: the groups of listeners to join, as bits; none for a socket that only asks.
    /// - Throws: ``NetlinkError/Code/socket`` with the errno.
    public init(
        _ family: NetlinkFamily, inNamespaceAt namespace: String? = nil, groups: UInt32 = 0
    ) throws(NetlinkError) {
        let opened: OpaquePointer?
        if let namespace {
            opened = try NamespaceFile(path: namespace).entered {
                mnl_socket_open2(family.number, CInt(SOCK_CLOEXEC.rawValue))
            }
        } else {
            opened = mnl_socket_open2(family.number, CInt(SOCK_CLOEXEC.rawValue))
        }
        guard let opened else { throw .socket("open a netlink socket", errno) }
        guard mnl_socket_bind(opened, groups, 0) == 0 else {
            let number = errno
            mnl_socket_close(opened)
            throw .socket("bind a netlink socket", number)
        }
        socket = opened
        portID = mnl_socket_get_portid(opened)
        buffer = .allocate(byteCount: Self.bufferSize, alignment: 16)
        // Each is a convenience that an old kernel may lack: without it answers are longer or say less.
        for option in [NETLINK_CAP_ACK, NETLINK_EXT_ACK, NETLINK_GET_STRICT_CHK] {
            var on: CInt = 1
            _ = mnl_socket_setsockopt(socket, option, &on, socklen_t(MemoryLayout<CInt>.size))
        }
        var patience = Self.patience
        _ = setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    var descriptor: CInt { mnl_socket_get_fd(socket) }

    deinit {
        mnl_socket_close(socket)
        buffer.deallocate()
    }

    public func send(_ datagram: UnsafeRawBufferPointer) throws(NetlinkError) {
        while mnl_socket_sendto(socket, datagram.baseAddress, datagram.count) < 0 {
            guard errno == EINTR else { throw .socket("send to the kernel", errno) }
        }
    }

    public func receive(_ body: (RawSpan) throws(NetlinkError) -> Void) throws(NetlinkError) {
        var length = mnl_socket_recvfrom(socket, buffer.baseAddress, buffer.count)
        while length < 0, errno == EINTR {
            length = mnl_socket_recvfrom(socket, buffer.baseAddress, buffer.count)
        }
        guard length >= 0 else {
            switch errno {
            case ENOBUFS: throw NetlinkError(.overrun, errno: ENOBUFS)
            case EAGAIN: throw NetlinkError(.silent, errno: EAGAIN)
            default: throw .socket("receive from the kernel", errno)
            }
        }
        let datagram = UnsafeMutableRawBufferPointer(rebasing: buffer[..<length])
        // A dump of a device holds its keys.
        defer { datagram.baseAddress.map { explicit_bzero($0, datagram.count) } }
        try body(UnsafeRawBufferPointer(datagram).bytes)
    }
}
