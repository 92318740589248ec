internal import CNetlink
@preconcurrency internal import Dispatch
import Glibc

/// Tells that interfaces or addresses of a network namespace have changed: one element for any number of notices since
/// the last.
///
/// What has changed is not told. So nothing is lost when the kernel drops notices because there are too many, and a slow
/// reader costs nothing.
public enum NetlinkNotices {
    /// Begins to listen.
    ///
    /// - Parameter namespace: the file of the network namespace to listen in; nil is the namespace of the calling
    ///   thread.
    /// - Returns: a stream that ends with the task that reads it.
    public static func ofLinksAndAddresses(
        inNamespaceAt namespace: String? = nil
    ) throws(NetlinkError) -> AsyncStream<Void> {
        let groups = UInt32(RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR)
        let socket = try NetlinkSocket(.route, inNamespaceAt: namespace, groups: groups)
        let queue = DispatchQueue(label: "netlink notices")
        let source = DispatchSource.makeReadSource(fileDescriptor: socket.descriptor, queue: queue)
        // One waiting element says as much as a hundred.
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        source.setEventHandler {
            if socket.drain() { continuation.yield() }
        }
        // The source's handler holds the socket until it is cancelled.
        continuation.onTermination = { _ in source.cancel() }
        source.activate()
        return stream
    }
}

extension NetlinkSocket {
    /// Throws away all that is waiting.
    ///
    /// - Returns: whether there was anything, lost notices included.
    fileprivate func drain() -> Bool {
        var notice: UInt8 = 0
        var found = false
        while true {
            let count = recv(descriptor, &notice, 1, CInt(MSG_DONTWAIT | MSG_TRUNC))
            if count < 0, errno != EINTR, errno != ENOBUFS { return found }
            found = true
        }
    }
}
