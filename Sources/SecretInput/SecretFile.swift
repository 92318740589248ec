internal import DurableFiles
internal import Glibc
public import NetmakerAPI

/// Files that hold one secret in their first line; `-` is the standard input.
public enum SecretFile {
    private static let limit = 65_536

    /// - Throws: `FileError`, or `SecretInputError` when the line is empty.
    public static func firstLine(of path: String) throws -> ConfidentialText {
        let bytes = path == "-" ? standardInput() : try AtomicFile.read(path, limit: limit, links: .follow)
        var line = Array(bytes.prefix { $0 != UInt8(ascii: "\n") })
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard !line.isEmpty else {
            let place = path == "-" ? "the standard input" : path
            throw SecretInputError(message: "the first line of \(place) is empty", remedy: "put the secret there")
        }
        return ConfidentialText(String(decoding: line, as: UTF8.self))
    }

    /// The first line, as far as there is one.
    private static func standardInput() -> [UInt8] {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < limit, read(STDIN_FILENO, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
        return line
    }
}
