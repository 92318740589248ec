internal import CNetlink
import Glibc

/// Reading attributes, whoever wrote them: every length is checked against what is there.
extension RawSpan {
    /// Hands on each attribute's type, without its flag bits, and its content.
    ///
    /// - Throws: ``NetlinkError/Code/malformed`` at an attribute that claims to be shorter than its header or longer
    ///   than what is left; and what `body` throws.
    @inlinable
    public func forEachAttribute(
        _ body: (_ type: UInt16, _ content: RawSpan) throws(NetlinkError) -> Void
    ) throws(NetlinkError) {
        var walk = AttributeWalk()
        while let (type, content) = try walk.next(in: self) { try body(type, extracting(unchecked: content)) }
    }

    /// An integer in the host's byte order that fills the whole content.
    ///
    /// - Throws: ``NetlinkError/Code/malformed`` when the content has another size.
    @inlinable
    public func integer<Value: FixedWidthInteger & BitwiseCopyable>(
        _ type: Value.Type = Value.self
    ) throws(NetlinkError) -> Value {
        guard byteCount == MemoryLayout<Value>.size else {
            throw .content(of: byteCount, where: MemoryLayout<Value>.size)
        }
        return unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: Value.self)
    }

    /// The structure of plain integers at the start of the content; newer kernels may let more follow.
    ///
    /// - Throws: ``NetlinkError/Code/malformed`` when the content is shorter.
    @inlinable
    public func structure<Value: BitwiseCopyable>(_ type: Value.Type) throws(NetlinkError) -> Value {
        guard byteCount >= MemoryLayout<Value>.size else {
            throw .content(of: byteCount, where: MemoryLayout<Value>.size)
        }
        return unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: Value.self)
    }

    /// Text up to its terminating zero or the end; bytes that are not UTF-8 come out as U+FFFD.
    public func string() -> String {
        withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// What follows a fixed structure: the attributes of a message.
    ///
    /// - Throws: ``NetlinkError/Code/malformed`` when the message ends before.
    public func withAttributes<Header: BitwiseCopyable, Result>(
        after header: Header.Type,
        _ body: (Header, RawSpan) throws(NetlinkError) -> Result
    ) throws(NetlinkError) -> Result {
        let value = try structure(header)
        return try body(value, extracting(Swift.min(NetlinkLayout.aligned(MemoryLayout<Header>.size), byteCount)...))
    }
}

/// A walk along the attributes in a span, for who reads so many that a closure for each would cost too much.
///
/// ```swift
/// var walk = AttributeWalk()
/// while let (type, content) = try walk.next(in: span) {
///     switch type { case 1: name = span.extracting(content).string() ... }
/// }
/// ```
public struct AttributeWalk {
    @usableFromInline var offset = 0

    /// A walk from the span's beginning.
    @inlinable public init() {}

    /// The next attribute's type, without its flag bits, and where its content lies.
    ///
    /// - Returns: nil at the end.
    /// - Throws: ``NetlinkError/Code/malformed`` at an attribute that claims to be shorter than its header or longer
    ///   than what is left.
    @inlinable @inline(__always)
    public mutating func next(in span: RawSpan) throws(NetlinkError) -> (type: UInt16, content: Range<Int>)? {
        let header = 4
        let rest = span.byteCount - offset
        guard rest >= header else { return nil }
        // Length, then type; the latter's two highest bits are flags: nested, and network byte order.
        let length = Int(span.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt16.self))
        let type = span.unsafeLoadUnaligned(fromUncheckedByteOffset: offset + 2, as: UInt16.self) & 0x3FFF
        guard length >= header, length <= rest else { throw .attribute(of: length, where: rest) }
        let content = Range(uncheckedBounds: (offset + header, offset + length))
        offset += (length + 3) & ~3
        return (type, content)
    }
}
