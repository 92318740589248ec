internal import Glibc

/// Which file it is, whatever its name: as long as somebody has it open, no other file is taken for it.
public struct FileIdentity: Hashable, Sendable {
    private let device: UInt64
    private let number: UInt64

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
    }

    /// The file that has this name now.
    ///
    /// - Throws: `FileError`; `.notFound` when there is none.
    public init(of path: String) throws(FileError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileError("examine", path, errno: errno) }
        self.init(status)
    }
}
