internal import CNetlink
@preconcurrency internal import Dispatch
internal import Glibc

/// Tells when interfaces or addresses of a network namespace have changed: one element for any number of changes since
/// the last.
///
/// An element is a hint to look, and not what has changed. So nothing is lost when the kernel drops notices because
/// there are too many, and a slow reader costs nothing.
///
/// ```swift
/// for await _ in try NetworkChanges() {
///     // look
/// }
/// ```
public struct NetworkChanges: AsyncSequence, Sendable {
    private let stream: AsyncStream<Void>

    /// Begins to listen.
    ///
    /// - Parameter namespace: the network namespace to listen in; nil is that of the calling thread.
    public init(in namespace: NetworkNamespace? = nil) throws(NetlinkError) {
        let groups = UInt32(RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR)
        let socket = try NetlinkSocket(.route, in: namespace, groups: groups)
        let queue = DispatchQueue(label: "network changes")
        let source = DispatchSource.makeReadSource(fileDescriptor: socket.descriptor, queue: queue)
        // One waiting element says as much as a hundred.
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        source.setEventHandler {
            if socket.drain() { continuation.yield() }
        }
        // The source keeps the socket open until it is cancelled.
        continuation.onTermination = { _ in source.cancel() }
        source.activate()
        self.stream = stream
    }

    /// Iterates over the hints. There is no end to them but the task's cancellation.
    public func makeAsyncIterator() -> AsyncStream<Void>.Iterator {
        stream.makeAsyncIterator()
    }
}

extension NetlinkSocket {
    /// Throws away all that is waiting.
    ///
    /// - Returns: whether there was anything, lost notices included.
    fileprivate func drain() -> Bool {
        var notice: [UInt8] = [0]
        var found = false
        while true {
            let count = recv(descriptor, &notice, notice.count, CInt(MSG_DONTWAIT | MSG_TRUNC))
            if count < 0, errno != EINTR, errno != ENOBUFS { return found }
            found = true
        }
    }
}
