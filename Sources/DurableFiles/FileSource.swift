internal import Glibc

/// A file that is read from its beginning to its end, part by part.
public final class FileSource {
    private let descriptor: Descriptor
    /// In bytes, as it was opened.
    public let size: Int
    public let identity: FileIdentity

    /// - Throws: `FileError`; `.unsuitable` for what is no plain file.
    public init(opening path: String) throws(FileError) {
        let descriptor = try Descriptor(opening: path, flags: O_RDONLY | O_NONBLOCK)
        let status = try descriptor.status()
        guard status.isRegular else {
            throw FileError(
                .unsuitable, operation: "read", path: path, message: "\(path) is not a plain file",
                remedy: "put a plain file there, no folder and no device")
        }
        size = Int(status.st_size)
        identity = FileIdentity(status)
        self.descriptor = descriptor
    }

    /// The next bytes: as many as asked for, fewer at the end, none after it.
    public func read(_ count: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let added = try descriptor.perform("read") { number in
                bytes.withUnsafeMutableBytes { buffer in
                    Glibc.read(number, buffer.baseAddress?.advanced(by: filled), count - filled)
                }
            }
            if added == 0 { break }
            filled += added
        }
        bytes.removeLast(count - filled)
        return bytes
    }
}
