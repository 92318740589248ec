internal import CNetlink
import Glibc

/// Knows the interfaces of the kernel by its notices; and by reading all anew where some were lost.
final class InterfaceReader {
    private let notices: any NoticeSource
    /// Asks; the notices have a socket of their own.
    private let connection: NetlinkConnection
    private var isComplete = false

    /// What was read.
    var entries = InterfaceEntries()

    /// A reader that has read nothing yet.
    init(_ notices: any NoticeSource, asking connection: NetlinkConnection) {
        self.notices = notices
        self.connection = connection
    }

    /// How often everything is read anew in one go.
    static let mostReadings = 8
    /// How many datagrams of notices are taken in one go: many times what waits at once, which is some hundreds.
    static let mostNotices = 10_000

    /// Reads the notices that wait; and everything, the first time and when some were lost.
    ///
    /// When it returns the entries are what was true at some moment since it was called. In between they may go back
    /// and forth: notices that wait behind a reading may be older than it.
    ///
    /// - Throws: when the kernel does not tell, and ``NetlinkError/Code/interrupted`` when interfaces change so fast
    ///   that there is no end to it. The next call reads everything anew.
    func catchUp() throws(NetlinkError) {
        for _ in 0..<Self.mostReadings {
            do throws(NetlinkError) {
                if !isComplete { try readAll() }
                return try takeWaiting()
            } catch {
                isComplete = false
                guard error.code == .overrun else { throw error }
            }
        }
        throw .endless
    }

    /// Throws away the notices that wait; the next ``catchUp()`` reads everything anew.
    func forgetWaiting() {
        isComplete = false
        // What cannot be read now either is read then.
        try? discardWaiting()
    }

    /// What waited before is thrown away: it is older, and would only lead back.
    private func readAll() throws(NetlinkError) {
        try discardWaiting()
        entries.replace(with: try connection.links(), try connection.addresses())
        isComplete = true
    }

    private func takeWaiting() throws(NetlinkError) {
        for _ in 0..<Self.mostNotices {
            guard try notices.receiveWaiting({ datagram throws(NetlinkError) in try note(datagram) }) else { return }
        }
        throw .endless
    }

    private func discardWaiting() throws(NetlinkError) {
        for _ in 0..<Self.mostNotices {
            do throws(NetlinkError) {
                guard try notices.receiveWaiting({ _ in }) else { return }
            } catch {
                // More was lost: that is read too.
                guard error.code == .overrun else { throw error }
            }
        }
        throw .endless
    }

    private func note(_ datagram: RawSpan) throws(NetlinkError) {
        try NetlinkReply.forEach(in: datagram) { (notice, content) throws(NetlinkError) in
            switch Int(notice.type) {
            case Int(RTM_NEWLINK): if let link = try LinkMessage(noticed: content) { entries.set(link) }
            case Int(RTM_DELLINK): if let link = try LinkMessage(noticed: content) { entries.remove(link) }
            case Int(RTM_NEWADDR): if let address = try AddressMessage(decoding: content) { entries.add(address) }
            case Int(RTM_DELADDR): if let address = try AddressMessage(decoding: content) { entries.remove(address) }
            default: break
            }
        }
    }
}

extension NetlinkError {
    fileprivate static var endless: Self { Self(.interrupted, operation: "read the kernel's notices of interfaces") }
}

extension LinkMessage {
    /// - Returns: nil for a notice that is not of the interface itself: of its part in a bridge, or of a radio event,
    ///   which has no name.
    fileprivate init?(noticed content: RawSpan) throws(NetlinkError) {
        guard try Int32(content.structure(ifinfomsg.self).ifi_family) == AF_UNSPEC else { return nil }
        try self.init(decoding: content)
        guard !name.isEmpty else { return nil }
    }
}
