internal import CNetlink
import Glibc

/// Asks the kernel over a transport: numbers the requests, matches the answers, waits for acknowledgements, repeats
/// dumps that were disturbed.
///
/// Calls block until the kernel has answered, which it does at once, in the calling thread. A connection belongs to one
/// owner at a time; an actor with an executor of its own is the right one.
public final class NetlinkConnection {
    private let transport: any NetlinkTransport
    private var sequence: UInt32 = 0

    /// How often a dump that the kernel marks as disturbed is repeated before giving up.
    private static let dumpAttempts = 8

    /// A connection over a transport that nothing else uses.
    public init(over transport: any NetlinkTransport) {
        self.transport = transport
    }

    /// Opens a connection to a netlink family.
    ///
    /// - Parameters:
    ///   - family: what to talk to.
    ///   - namespace: the file of the network namespace to talk to; nil is the namespace of the calling thread.
    public convenience init(
        _ family: NetlinkFamily, inNamespaceAt namespace: String? = nil
    ) throws(NetlinkError) {
        self.init(over: try NetlinkSocket(family, inNamespaceAt: namespace))
    }

    /// Sends a request and waits until the kernel has acknowledged it.
    ///
    /// - Parameter operation: what is being done, for the error.
    public func perform(
        _ message: consuming NetlinkMessage, _ operation: @autoclosure () -> String
    ) throws(NetlinkError) {
        try perform(reusing: &message, operation())
    }

    /// Sends a request, which can then be written anew and sent again, and waits until the kernel has acknowledged it.
    ///
    /// - Parameter operation: what is being done, for the error.
    public func perform(
        reusing message: inout NetlinkMessage, _ operation: @autoclosure () -> String
    ) throws(NetlinkError) {
        do throws(NetlinkError) {
            try send(&message, adding: .acknowledge)
            try awaitEnd { _ throws(NetlinkError) in }
        } catch {
            throw error.during(operation())
        }
    }

    /// Sends a request for one object and hands on what the kernel answers with before it acknowledges.
    public func query(
        _ message: consuming NetlinkMessage,
        _ operation: @autoclosure () -> String,
        _ each: (RawSpan) throws(NetlinkError) -> Void
    ) throws(NetlinkError) {
        do throws(NetlinkError) {
            try send(&message, adding: .acknowledge)
            try awaitEnd(each)
        } catch {
            throw error.during(operation())
        }
    }

    /// Sends several requests at once and waits for the acknowledgement of the last.
    ///
    /// - Parameters:
    ///   - tolerated: an errno that is no failure, such as that of removing what is not there.
    ///   - operation: what the message of a number, from 0, was doing.
    /// - Throws: the first failure. The messages after it were handled all the same.
    public func perform(
        _ batch: consuming NetlinkBatch, tolerating tolerated: CInt? = nil, _ operation: (Int) -> String
    ) throws(NetlinkError) {
        guard batch.count > 0 else { return }
        let first = sequence &+ 1
        sequence &+= UInt32(batch.count)
        batch.stamp(firstSequence: first, port: transport.portID)
        try batch.withBytes { bytes throws(NetlinkError) in try transport.send(bytes) }

        let last = sequence
        var failure: NetlinkError?
        var ended = false
        while !ended {
            try receive(from: first, through: last) { (reply, content) throws(NetlinkError) in
                guard Int32(reply.type) == NLMSG_ERROR else { return }
                if let refusal = try reply.failure(in: content), refusal.errno != tolerated, failure == nil {
                    failure = refusal.during(operation(Int(reply.sequence &- first)))
                }
                ended = ended || reply.sequence == last
            }
        }
        if let failure { throw failure }
    }

    /// Reads all objects that a request asks for.
    ///
    /// A dump during which the objects changed is thrown away and repeated, so the result is one that existed.
    ///
    /// - Parameters:
    ///   - initial: what a reading starts from, each time.
    ///   - each: adds one answer to it.
    /// - Throws: ``NetlinkError/Code/interrupted`` when every one of several readings was disturbed.
    public func dump<Result>(
        _ message: consuming NetlinkMessage,
        _ operation: @autoclosure () -> String,
        into initial: Result,
        _ each: (inout Result, RawSpan) throws(NetlinkError) -> Void
    ) throws(NetlinkError) -> Result {
        do throws(NetlinkError) {
            for _ in 0..<Self.dumpAttempts {
                var result = initial
                try send(&message, adding: .dump)
                let undisturbed = try awaitEnd { content throws(NetlinkError) in try each(&result, content) }
                if undisturbed { return result }
            }
        } catch {
            throw error.during(operation())
        }
        throw NetlinkError(.interrupted, operation: operation())
    }

    private func send(_ message: inout NetlinkMessage, adding flags: NetlinkFlags) throws(NetlinkError) {
        sequence &+= 1
        message.stamp(sequence: sequence, port: transport.portID, adding: flags)
        try message.withBytes { bytes throws(NetlinkError) in try transport.send(bytes) }
    }

    /// Hands on the answers to the request sent last, to the acknowledgement, the end of the dump or the refusal.
    ///
    /// When `each` throws, what is left is still read: a dump abandoned half-way would make the next one fail.
    ///
    /// - Returns: false when the objects changed while they were being read.
    @discardableResult
    private func awaitEnd(_ each: (RawSpan) throws(NetlinkError) -> Void) throws(NetlinkError) -> Bool {
        var undisturbed = true
        var ended = false
        var failure: NetlinkError?
        while !ended {
            try receive(from: sequence, through: sequence) { (reply, content) throws(NetlinkError) in
                if reply.flags.contains(.interrupted) { undisturbed = false }
                switch Int32(reply.type) {
                case NLMSG_NOOP: break
                case NLMSG_ERROR, NLMSG_DONE:
                    ended = true
                    let refusal = try reply.failure(in: content)
                    failure = failure ?? refusal
                default:
                    guard failure == nil else { return }
                    do throws(NetlinkError) {
                        try each(content)
                    } catch {
                        failure = error
                    }
                }
            }
        }
        if let failure { throw failure }
        return undisturbed
    }

    /// Receives one datagram and hands on those of its messages that answer the given requests of ours. Late answers to
    /// requests that were given up earlier fall away here.
    private func receive(
        from first: UInt32, through last: UInt32,
        _ body: (NetlinkReply, RawSpan) throws(NetlinkError) -> Void
    ) throws(NetlinkError) {
        let port = transport.portID
        try transport.receive { datagram throws(NetlinkError) in
            try NetlinkReply.forEach(in: datagram) { (reply, content) throws(NetlinkError) in
                guard reply.port == port, reply.sequence &- first <= last &- first else { return }
                try body(reply, content)
            }
        }
    }
}
