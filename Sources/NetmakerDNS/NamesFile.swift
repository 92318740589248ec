internal import DurableFiles

/// A file that name servers read: readable by everybody, replaced as a whole and only when it says something else.
public enum NamesFile {
    /// A file that is longer was not written by us and is simply replaced.
    private static let limit = 64 * 1024 * 1024

    /// - Returns: whether anything was written.
    /// - Throws: `FileError`; the old file stands.
    @discardableResult
    public static func write(_ text: String, to path: String) throws -> Bool {
        let bytes = Array(text.utf8)
        do {
            if try AtomicFile.read(path, limit: limit) == bytes { return false }
        } catch  where [.notFound, .unsuitable, .tooLarge].contains(error.code) {
            // Nothing there, or not a file of ours: written below.
        }
        try AtomicFile.write(bytes, to: path, mode: 0o644)
        return true
    }
}
