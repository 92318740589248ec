internal import CNetlink
import Glibc

/// One request to the kernel: a header, the fixed structure its type asks for, and attributes.
///
/// It cannot be copied and zeroes its bytes when it ends, since it may hold keys. Sequence number and sender are filled
/// in when it is sent.
public struct NetlinkMessage: ~Copyable {
    private var encoder: AttributeEncoder
    private let attributesStart: Int

    /// Encodes a request.
    ///
    /// - Parameters:
    ///   - type: what is asked: an `RTM_*` constant, or the number of a generic family.
    ///   - flags: `request` is added to them.
    ///   - header: the fixed structure after the netlink header, such as `ifinfomsg`.
    ///   - capacity: how many bytes to reserve; a message grows past it when it must.
    ///   - attributes: writes the attributes.
    /// - Throws: ``NetlinkError/Code/overlong`` when an attribute is longer than 65,535 bytes.
    public init(
        type: some BinaryInteger,
        flags: NetlinkFlags = [],
        header: some BitwiseCopyable,
        capacity: Int = 256,
        attributes: (inout AttributeEncoder) throws(NetlinkError) -> Void = { _ in }
    ) throws(NetlinkError) {
        var buffer = WipedBuffer(capacity: capacity)
        buffer.append(
            nlmsghdr(
                nlmsg_len: 0,
                nlmsg_type: UInt16(truncatingIfNeeded: type),
                nlmsg_flags: flags.union(.request).rawValue,
                nlmsg_seq: 0,
                nlmsg_pid: 0))
        buffer.append(header)
        buffer.pad()
        attributesStart = buffer.count
        encoder = AttributeEncoder(buffer: buffer)
        try write(attributes)
    }

    /// Writes other attributes in the place of those there are, into the same memory.
    ///
    /// - Throws: ``NetlinkError/Code/overlong`` when an attribute is longer than 65,535 bytes.
    public mutating func replaceAttributes(
        _ attributes: (inout AttributeEncoder) throws(NetlinkError) -> Void
    ) throws(NetlinkError) {
        encoder.buffer.truncate(to: attributesStart)
        try write(attributes)
    }

    private mutating func write(
        _ attributes: (inout AttributeEncoder) throws(NetlinkError) -> Void
    ) throws(NetlinkError) {
        encoder.overlong = nil
        try attributes(&encoder)
        if let type = encoder.overlong { throw .overlong(attribute: type) }
        encoder.buffer.store(UInt32(encoder.count), at: Field.length)
    }

    /// The length in bytes, all included.
    public var count: Int { encoder.count }

    /// Lends the message's bytes.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try encoder.buffer.withBytes(body)
    }

    /// Fills in who asks, under which number, and with what further flags.
    mutating func stamp(sequence: UInt32, port: UInt32, adding flags: NetlinkFlags = []) {
        let present = NetlinkFlags(rawValue: encoder.buffer.load(UInt16.self, at: Field.flags))
        encoder.buffer.store(present.union(flags).rawValue, at: Field.flags)
        encoder.buffer.store(sequence, at: Field.sequence)
        encoder.buffer.store(port, at: Field.port)
    }

    /// Where the fields of `struct nlmsghdr` lie.
    private enum Field {
        static let length = 0
        static let flags = 6
        static let sequence = 8
        static let port = 12
    }
}
