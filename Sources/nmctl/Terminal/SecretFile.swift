internal import DurableFiles
internal import NetmakerAPI

/// Files that hold one secret in their first line.
enum SecretFile {
    /// - Throws: `FileError`, or `CommandFailure` when the line is empty.
    static func firstLine(of path: String) throws -> ConfidentialText {
        let bytes = try AtomicFile.read(path, limit: 65_536, links: .follow)
        var line = Array(bytes.prefix { $0 != UInt8(ascii: "\n") })
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard !line.isEmpty else {
            throw CommandFailure(message: "the first line of \(path) is empty", remedy: "put the secret there")
        }
        return ConfidentialText(String(decoding: line, as: UTF8.self))
    }
}
