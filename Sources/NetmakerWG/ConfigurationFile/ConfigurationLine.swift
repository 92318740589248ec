/// One line of a configuration file, without its comment and the white space around it.
enum ConfigurationLine {
    case blank
    /// `[Name]`, brackets included.
    case section(String)
    /// `key = value`. The value points into the line, and may be empty.
    case assignment(String, UnsafeRawBufferPointer)
    /// Anything else.
    case malformed

    init(_ line: UnsafeRawBufferPointer) {
        let content = Self.trimmed(line.prefix { $0 != UInt8(ascii: "#") })
        if content.isEmpty {
            self = .blank
        } else if content.contains(where: Self.isForeign) {
            self = .malformed
        } else if content.first == UInt8(ascii: "[") {
            self = Self.text(content).map { .section($0) } ?? .malformed
        } else if let sign = content.firstIndex(of: UInt8(ascii: "=")),
            let key = Self.text(Self.trimmed(content[..<sign]))
        {
            let value = Self.trimmed(content[(sign + 1)...])
            self = .assignment(key, UnsafeRawBufferPointer(rebasing: value))
        } else {
            self = .malformed
        }
    }

    private static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String? {
        String(validating: bytes, as: UTF8.self)
    }

    private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        var bytes = bytes.drop(while: isSpace)
        while let last = bytes.last, isSpace(last) { bytes.removeLast() }
        return bytes
    }

    /// What `isspace` of C takes for white space: the line's end on Windows as well.
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// A control character that has no business inside a line.
    private static func isForeign(_ byte: UInt8) -> Bool { byte == 0x7F || byte < 0x20 && byte != 0x09 }
}
