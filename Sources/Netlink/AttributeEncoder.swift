internal import CNetlink
import Glibc

/// Writes the attributes of one message, in order; lengths and padding are computed, never passed.
///
/// Attributes nest by closures:
///
/// ```swift
/// encoder.nested(linkInformation) { information in
///     information.append(kind, string: "wireguard")
/// }
/// ```
///
/// A length that does not fit its 16-bit field is remembered and thrown when the message is finished, so that call
/// sites stay a list of fields.
public struct AttributeEncoder: ~Copyable {
    var buffer: WipedBuffer
    /// The type of the first attribute that came out longer than its length field can say.
    private(set) var overlong: UInt16?

    init(buffer: consuming WipedBuffer) {
        self.buffer = buffer
    }

    /// The message's length so far, in bytes, its header included.
    public var count: Int { buffer.count }

    /// Appends an integer in the host's byte order. For a field in network order pass `value.bigEndian`.
    public mutating func append(_ type: some BinaryInteger, _ value: some FixedWidthInteger & BitwiseCopyable) {
        open(type, payload: MemoryLayout.size(ofValue: value))
        buffer.append(value)
        buffer.pad()
    }

    /// Appends a C structure as it lies in memory.
    public mutating func append(_ type: some BinaryInteger, structure value: some BitwiseCopyable) {
        open(type, payload: MemoryLayout.size(ofValue: value))
        buffer.append(value)
        buffer.pad()
    }

    /// Appends bytes as they are.
    public mutating func append(_ type: some BinaryInteger, bytes: UnsafeRawBufferPointer) {
        open(type, payload: bytes.count)
        buffer.append(bytes)
        buffer.pad()
    }

    /// Appends text as UTF-8 with the terminating zero that the kernel asks for.
    public mutating func append(_ type: some BinaryInteger, string: String) {
        var utf8 = Array(string.utf8)
        utf8.append(0)
        utf8.withUnsafeBytes { append(type, bytes: $0) }
    }

    /// Appends an IPv4 address as 4 bytes or an IPv6 address as 16, in network order.
    public mutating func append(_ type: some BinaryInteger, address: InternetAddress) {
        switch address {
        case .v4(let bits): append(type, bits.bigEndian)
        case .v6(let bits): append(type, bits.bigEndian)
        }
    }

    /// Appends an attribute that holds the attributes which `body` writes.
    public mutating func nested<Failure: Error>(
        _ type: some BinaryInteger, _ body: (inout AttributeEncoder) throws(Failure) -> Void
    ) throws(Failure) {
        let start = buffer.count
        open(UInt16(truncatingIfNeeded: type) | UInt16(NLA_F_NESTED), payload: 0)
        try body(&self)
        let length = buffer.count - start
        if length > NetlinkLayout.longestAttribute, overlong == nil {
            overlong = UInt16(truncatingIfNeeded: type)
        }
        buffer.store(UInt16(truncatingIfNeeded: length), at: start)
    }

    private mutating func open(_ type: some BinaryInteger, payload: Int) {
        let length = NetlinkLayout.attributeHeader + payload
        if length > NetlinkLayout.longestAttribute, overlong == nil {
            overlong = UInt16(truncatingIfNeeded: type)
        }
        buffer.append(UInt16(truncatingIfNeeded: length))
        buffer.append(UInt16(truncatingIfNeeded: type))
    }
}
