internal import CNetlink
import Glibc

/// Reading attributes, whoever wrote them: every length is checked against what is there.
extension RawSpan {
    /// Hands on each attribute's type, without its flag bits, and its content.
    ///
    /// - Throws: ``NetlinkError/Code/malformed`` at an attribute that claims to be shorter than its header or longer
    ///   than what is left; and what `body` throws.
    public func forEachAttribute(
        _ body: (_ type: UInt16, _ content: RawSpan) throws(NetlinkError) -> Void
    ) throws(NetlinkError) {
        var offset = 0
        while byteCount - offset >= NetlinkLayout.attributeHeader {
            let length = Int(unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
            let type = unsafeLoadUnaligned(fromByteOffset: offset + 2, as: UInt16.self)
            guard length >= NetlinkLayout.attributeHeader, length <= byteCount - offset else {
                throw .malformed("an attribute of \(length) bytes where \(byteCount - offset) are left")
            }
            try body(
                type & NetlinkLayout.typeMask,
                extracting(offset + NetlinkLayout.attributeHeader..<offset + length))
            offset += NetlinkLayout.aligned(length)
        }
    }

    /// An integer in the host's byte order that fills the whole content.
    ///
    /// - Throws: ``NetlinkError/Code/malformed`` when the content has another size.
    public func integer<Value: FixedWidthInteger & BitwiseCopyable>(
        _ type: Value.Type = Value.self
    ) throws(NetlinkError) -> Value {
        guard byteCount == MemoryLayout<Value>.size else {
            throw .malformed("\(byteCount) bytes where an integer of \(MemoryLayout<Value>.size) must be")
        }
        return unsafeLoadUnaligned(as: Value.self)
    }

    /// The structure of plain integers at the start of the content; newer kernels may let more follow.
    ///
    /// - Throws: ``NetlinkError/Code/malformed`` when the content is shorter.
    public func structure<Value: BitwiseCopyable>(_ type: Value.Type) throws(NetlinkError) -> Value {
        guard byteCount >= MemoryLayout<Value>.size else {
            throw .malformed("\(byteCount) bytes where a structure of \(MemoryLayout<Value>.size) must be")
        }
        return unsafeLoadUnaligned(as: Value.self)
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
