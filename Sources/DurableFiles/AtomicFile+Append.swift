internal import Glibc

extension AtomicFile {
    /// Adds to the end of a file that is as its writer left it. On return what was added outlives a loss of power; a
    /// crash may leave a part of it, so each piece must tell whether it is whole.
    ///
    /// - Parameter length: how long the file is known to be, in bytes. One that is longer or shorter was changed by
    ///   somebody else, and is left alone.
    /// - Throws: `FileError`; `.unsuitable` for a file of another length, a symbolic link, or no plain file. What was
    ///   written of it is taken back as far as possible: write the whole file anew.
    public static func append(_ bytes: [UInt8], to path: String, after length: Int) throws(FileError) {
        let file = try Descriptor(opening: path, flags: O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK)
        let status = try file.status()
        guard status.isRegular, Int(status.st_size) == length else {
            throw FileError(
                .unsuitable, operation: "append to", path: path,
                message: "\(path) is not the file of \(length) bytes that was written",
                remedy: "let nobody else write to it")
        }
        do throws(FileError) {
            try file.write(bytes)
            try file.perform("synchronize") { Int(fdatasync($0)) }
        } catch {
            ftruncate(file.number, off_t(length))
            throw error
        }
    }
}
