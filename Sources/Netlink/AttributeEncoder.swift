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
///
/// What a device of ten thousand peers needs a hundred thousand times is inlined into its callers.
public struct AttributeEncoder: ~Copyable {
    @usableFromInline var buffer: WipedBuffer
    /// The type of the first attribute that came out longer than its length field can say.
    @usableFromInline var overlong: UInt16?

    init(buffer: consuming WipedBuffer) {
        self.buffer = buffer
    }

    /// The message's length so far, in bytes, its header included.
    @inlinable public var count: Int { buffer.count }

    /// Appends an integer in the host's byte order. For a field in network order pass `value.bigEndian`.
    @inlinable
    public mutating func append(_ type: some BinaryInteger, _ value: some FixedWidthInteger & BitwiseCopyable) {
        append(type, structure: value)
    }

    /// Appends a C structure as it lies in memory.
    @inlinable
    public mutating func append<Value: BitwiseCopyable>(_ type: some BinaryInteger, structure value: Value) {
        open(type, payload: MemoryLayout<Value>.size).storeBytes(of: value, as: Value.self)
    }

    /// Appends bytes as they are.
    @inlinable
    public mutating func append(_ type: some BinaryInteger, bytes: UnsafeRawBufferPointer) {
        let payload = open(type, payload: bytes.count)
        guard let start = bytes.baseAddress else { return }
        payload.copyMemory(from: start, byteCount: bytes.count)
    }

    /// Appends text as UTF-8 with the terminating zero that the kernel asks for.
    public mutating func append(_ type: some BinaryInteger, string: String) {
        var utf8 = Array(string.utf8)
        utf8.append(0)
        utf8.withUnsafeBytes { append(type, bytes: $0) }
    }

    /// Appends an IPv4 address as 4 bytes or an IPv6 address as 16, in network order.
    @inlinable
    public mutating func append(_ type: some BinaryInteger, address: InternetAddress) {
        switch address {
        case .v4(let bits): append(type, structure: bits.bigEndian)
        case .v6(let bits): append(type, structure: bits.bigEndian)
        }
    }

    /// Appends an attribute that holds the attributes which `body` writes.
    @inlinable
    public mutating func nested<Failure: Error>(
        _ type: some BinaryInteger, _ body: (inout AttributeEncoder) throws(Failure) -> Void
    ) throws(Failure) {
        let nest = beginNested(type)
        try body(&self)
        endNested(nest)
    }

    /// Begins an attribute that holds those which follow, to where ``endNested(_:)`` ends it.
    ///
    /// - Returns: what ends it.
    @inlinable
    public mutating func beginNested(_ type: some BinaryInteger) -> Nest {
        let nest = Nest(start: buffer.count, type: UInt16(truncatingIfNeeded: type))
        _ = open(nest.type | Self.nestedFlag, payload: 0)
        return nest
    }

    /// Ends an attribute that holds others.
    @inlinable
    public mutating func endNested(_ nest: Nest) {
        let length = buffer.count - nest.start
        if length > Int(UInt16.max), overlong == nil { overlong = nest.type }
        buffer.store(UInt16(truncatingIfNeeded: length), at: nest.start)
    }

    /// An attribute that is being filled.
    public struct Nest {
        @usableFromInline let start: Int
        @usableFromInline let type: UInt16

        @inlinable
        init(start: Int, type: UInt16) {
            self.start = start
            self.type = type
        }
    }

    /// Writes an attribute's header and zeroes its padding.
    ///
    /// - Returns: where its payload goes.
    @inlinable
    mutating func open(_ type: some BinaryInteger, payload: Int) -> UnsafeMutableRawPointer {
        let header = 4
        let length = header + payload
        let aligned = (length + 3) & ~3
        if length > Int(UInt16.max), overlong == nil { overlong = UInt16(truncatingIfNeeded: type) }
        let start = buffer.extend(by: aligned)
        // The last word first: what is not overwritten of it is the padding.
        if aligned != length { start.storeBytes(of: 0, toByteOffset: aligned - 4, as: UInt32.self) }
        start.storeBytes(of: UInt16(truncatingIfNeeded: length), as: UInt16.self)
        start.storeBytes(of: UInt16(truncatingIfNeeded: type), toByteOffset: 2, as: UInt16.self)
        return start + header
    }

    /// `NLA_F_NESTED`.
    @usableFromInline static let nestedFlag: UInt16 = 0x8000
}
