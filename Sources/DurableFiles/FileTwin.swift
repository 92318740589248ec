internal import Glibc

/// The content of a file under another name.
public enum FileTwin {
    /// Gives a file a second name, as `link(2)` does: 0, or less than 0 and `errno`.
    public typealias Link = (_ path: String, _ twin: String) -> Int32

    /// Makes one, and leaves every byte of the file as it is: a second name for the same file, or a copy where none is
    /// to be had, as on FAT, or for a file that is mounted alone. The copy is its owner's alone, and is not flushed to
    /// disk.
    ///
    /// - Parameter link: nil for the system's.
    /// - Throws: `FileError`; what is at the twin's path then is for the caller to remove.
    public static func make(of path: String, at twin: String, link: Link? = nil) throws(FileError) {
        let result = link?(path, twin) ?? Glibc.link(path, twin)
        guard result != 0 else { return }
        let error = errno
        guard [EPERM, EOPNOTSUPP, EXDEV, EMLINK].contains(error) else { throw FileError("link", path, errno: error) }
        try copy(path, to: twin)
    }

    private static func copy(_ path: String, to twin: String) throws(FileError) {
        let source = try Descriptor(opening: path, flags: O_RDONLY | O_NOFOLLOW)
        let target = try Descriptor(opening: twin, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = try source.perform("read") { Glibc.read($0, &buffer, buffer.count) }
            if count == 0 { return }
            try target.write(Array(buffer[..<count]))
        }
    }
}
