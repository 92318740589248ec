internal import CNetlink
@preconcurrency internal import Dispatch
import Glibc
internal import Synchronization

/// Watches the interfaces and addresses of a network namespace, for one reader.
///
/// The kernel drops notices when more come than the socket holds. Then all is read anew, and the reader is told the
/// difference to what it was told before: nothing is lost, and nothing told twice.
public struct NetlinkNotices: Sendable {
    private let board: NoticeBoard
    /// One element when there is something to tell, for any amount of it. It ends with the task that reads it.
    public let changes: AsyncStream<Void>

    /// Begins to watch. What there is now is the first to be told.
    ///
    /// - Parameters:
    ///   - namespace: the file of the network namespace to watch; nil is the namespace of the calling thread.
    ///   - bufferSize: how many bytes of notices may wait (`SO_RCVBUF`); nil for what the system gives.
    public init(inNamespaceAt namespace: String? = nil, bufferSize: Int32? = nil) throws(NetlinkError) {
        let groups = UInt32(RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR)
        let socket = try NetlinkSocket(.route, inNamespaceAt: namespace, groups: groups)
        if let bufferSize { try socket.setReceiveBuffer(bufferSize) }
        let reader = InterfaceReader(socket, asking: try NetlinkConnection(.route, inNamespaceAt: namespace))
        var isBehind = false
        do throws(NetlinkError) {
            try reader.catchUp()
        } catch {
            // They kept changing while they were read. That is no reason to fail: it goes on as it would at any time.
            guard error.code == .interrupted else { throw error }
            isBehind = true
        }
        let board = NoticeBoard()
        _ = board.table.withLock { $0.update(from: &reader.entries) }
        self.board = board

        // One waiting element says as much as a hundred.
        let (changes, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.changes = changes
        let watch = NoticeWatch(reader, telling: board, continuation)
        let source = DispatchSource.makeReadSource(fileDescriptor: socket.descriptor, queue: watch.queue)
        // The source's handlers hold the socket until it is cancelled.
        continuation.onTermination = { _ in source.cancel() }
        source.setEventHandler { watch.read() }
        source.setCancelHandler { watch.isOver = true }
        source.activate()
        if isBehind { watch.queue.async { watch.read() } }
    }

    /// Counts all there is as told.
    public func skip() {
        board.table.withLock { $0.skip() }
    }

    /// What has changed on one interface since it was told; it counts as told then.
    ///
    /// - Returns: nil when there is nothing to tell: then ``changes`` has an element when there is.
    public func nextDifference() -> InterfaceDifference? {
        board.table.withLock { $0.nextDifference() }
    }
}

/// Where the one who reads the kernel's notices leaves what is to be told.
private final class NoticeBoard: Sendable {
    let table = Mutex(InterfaceTable())
}

/// Reads the kernel's notices as they come.
///
/// It may be sent, since all it has is touched on its queue alone.
private final class NoticeWatch: @unchecked Sendable {
    let queue = DispatchQueue(label: "netlink notices")
    var isOver = false
    private let reader: InterfaceReader
    private var attempts: NoticeAttempts
    private let board: NoticeBoard
    private let changes: AsyncStream<Void>.Continuation

    init(_ reader: InterfaceReader, telling board: NoticeBoard, _ changes: AsyncStream<Void>.Continuation) {
        self.reader = reader
        attempts = NoticeAttempts(reader)
        self.board = board
        self.changes = changes
    }

    func read() {
        guard !isOver else { return }
        follow(attempts.noticesWait())
    }

    private func readAgain() {
        guard !isOver else { return }
        follow(attempts.pauseEnded())
    }

    private func follow(_ outcome: NoticeAttempts.Outcome) {
        switch outcome {
        case .caughtUp: if board.table.withLock({ $0.update(from: &reader.entries) }) { changes.yield() }
        case .failed(let pause): queue.asyncAfter(deadline: .now() + .milliseconds(pause)) { self.readAgain() }
        case .waiting: break
        }
    }
}

extension NetlinkSocket: NoticeSource {
    func receiveWaiting(_ body: (RawSpan) throws(NetlinkError) -> Void) throws(NetlinkError) -> Bool {
        while true {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            switch poll(&waiting, 1, 0) {
            case 0: return false
            case 1...:
                try receive(body)
                return true
            default:
                guard errno == EINTR else { throw .socket("look for notices of the kernel", errno) }
            }
        }
    }

    fileprivate func setReceiveBuffer(_ size: Int32) throws(NetlinkError) {
        var size = size
        guard setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size)) == 0 else {
            throw .socket("set the size of a netlink socket's buffer", errno)
        }
    }
}
