import Netlink

extension WipedBuffer {
    /// Appends a text in UTF-8.
    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }
}
