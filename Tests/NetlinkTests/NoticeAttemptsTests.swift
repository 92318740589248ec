import Glibc
import Testing

@testable import Netlink

/// What becomes of notices that have no end, and when it is tried again.
@Suite struct `Notices without end` {
    /// Notices, or the news that some were lost.
    private final class Notices: NoticeSource {
        var waiting = 0
        var lost = 0

        func receiveWaiting(_ body: (RawSpan) throws(NetlinkError) -> Void) throws(NetlinkError) -> Bool {
            if lost > 0 {
                lost -= 1
                throw NetlinkError(.overrun, errno: ENOBUFS)
            }
            guard waiting > 0 else { return false }
            waiting -= 1
            // RTM_NEWLINK of number 7.
            let notice =
                little(UInt32(44)) + little(UInt16(16)) + [UInt8](repeating: 0, count: 10) + [0, 0, 0, 0, 7, 0, 0, 0]
                + [UInt8](repeating: 0, count: 8) + attribute(3, Array("nm-7".utf8) + [0])
            try body(notice.span.bytes)
            return true
        }
    }

    /// A kernel that has no interfaces.
    private final class Kernel: NetlinkTransport {
        let portID: UInt32 = 0x0102_0304
        var requests = 0
        var losesAnswers = false
        var onReading: () -> Void = {}
        private var sequence: UInt32 = 0

        func send(_ datagram: UnsafeRawBufferPointer) throws(NetlinkError) {
            requests += 1
            sequence = datagram.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
            // Who does not give up by itself is stopped.
            if requests > 1000 { throw NetlinkError(.silent) }
        }

        func receive(_ body: (RawSpan) throws(NetlinkError) -> Void) throws(NetlinkError) {
            if losesAnswers { throw NetlinkError(.overrun, errno: ENOBUFS) }
            onReading()
            // NLMSG_DONE.
            let end =
                little(UInt32(20)) + little(UInt16(3)) + little(UInt16(2)) + little(sequence) + little(portID)
                + little(UInt32(0))
            try body(end.span.bytes)
        }
    }

    private let notices = Notices()
    private let kernel = Kernel()
    private let reader: InterfaceReader

    init() {
        reader = InterfaceReader(notices, asking: NetlinkConnection(over: kernel))
    }

    /// More than is taken in one go.
    private static let tooMany = InterfaceReader.mostNotices * 3

    @Test func `are given up when some are lost during every reading`() throws {
        kernel.onReading = { [notices] in notices.lost += 1 }
        #expect(throws: NetlinkError(.interrupted)) { try reader.catchUp() }
        #expect(kernel.requests == 2 * InterfaceReader.mostReadings)
        kernel.onReading = {}
        try reader.catchUp()
    }

    @Test func `are given up when answers are lost again and again`() {
        kernel.losesAnswers = true
        #expect(throws: NetlinkError(.interrupted)) { try reader.catchUp() }
        #expect(kernel.requests == InterfaceReader.mostReadings)
    }

    @Test func `are given up when they come as fast as they are read`() throws {
        try reader.catchUp()
        notices.waiting = Self.tooMany
        #expect(throws: NetlinkError(.interrupted)) { try reader.catchUp() }
        notices.lost = Self.tooMany
        #expect(throws: NetlinkError(.interrupted)) { try reader.catchUp() }
        #expect(kernel.requests == 2)
    }

    @Test func `leave nothing behind that grows`() throws {
        var table = InterfaceTable()
        try reader.catchUp()
        _ = table.update(from: &reader.entries)
        for _ in 0..<3 {
            notices.waiting = Self.tooMany
            #expect(throws: NetlinkError.self) { try reader.catchUp() }
            #expect(reader.entries.noticed.count <= InterfaceReader.mostNotices)
            notices.waiting = 0
        }
        try reader.catchUp()
        #expect(reader.entries.noticed.isEmpty)
        let hasNews = table.update(from: &reader.entries)
        #expect(!hasNews)
    }

    @Test func `are tried again after pauses that grow, and begin anew when it has succeeded`() {
        notices.lost = .max
        var attempts = NoticeAttempts(reader)
        #expect(attempts.noticesWait() == .failed(pause: 100))
        for pause in [200, 400, 800, 1600, 3200, 6400, 10_000, 10_000] {
            #expect(attempts.pauseEnded() == .failed(pause: pause))
        }
        notices.lost = 0
        #expect(attempts.pauseEnded() == .caughtUp)
        #expect(attempts.noticesWait() == .caughtUp)
        notices.lost = .max
        #expect(attempts.noticesWait() == .failed(pause: 100))
    }

    @Test func `are thrown away while another attempt is due, which then reads everything`() {
        notices.lost = .max
        var attempts = NoticeAttempts(reader)
        #expect(attempts.noticesWait() == .failed(pause: 100))
        notices.lost = 1
        notices.waiting = 5
        #expect(attempts.noticesWait() == .waiting)
        #expect((notices.lost, notices.waiting) == (0, 0))
        #expect(kernel.requests == 0)
        #expect(attempts.pauseEnded() == .caughtUp)
        #expect(kernel.requests == 2)
    }
}
