internal import Glibc

/// Files that are wholly the old or wholly the new, whatever happens while they are written.
public enum AtomicFile {
    /// Whether a symbolic link is read through.
    public enum SymbolicLinks: Sendable {
        case follow
        /// For our own secrets: a link there was put by somebody else.
        case refuse
    }

    /// Replaces a file's content, or makes the file. On return the content outlives a loss of power; after an error or
    /// a crash the old content stands.
    ///
    /// The content goes to `.<name>.new` beside the file, which is moved over it: a symbolic link is replaced, never
    /// written through. What a crash left under that name is used up by the next write; writers of one file take turns.
    ///
    /// - Parameter mode: the file's permissions, such as `0o600`; in force before the first byte is written, whatever
    ///   the umask.
    public static func write(_ bytes: some Collection<UInt8>, to path: String, mode: UInt16) throws(FileError) {
        let path = FilePath(path)
        let file = try openTemporary(at: path.temporary)
        do throws(FileError) {
            try file.perform("set the mode of") { Int(fchmod($0, mode_t(mode))) }
            try file.write(Array(bytes))
            try putInPlace(file, path)
        } catch {
            unlink(path.temporary)
            throw error
        }
        try Folder.synchronize(path.folder)
    }

    /// The same for content that comes part by part, too large to be held.
    ///
    /// - Parameter produce: writes the content. No other writer of the file is at work while it runs.
    /// - Throws: `FileError`, and what `produce` throws; the old content stands then.
    public static func write<Value>(
        to path: String, mode: UInt16, _ produce: (FileSink) throws -> Value
    ) throws -> Value {
        let path = FilePath(path)
        let sink = FileSink(try openTemporary(at: path.temporary))
        let value: Value
        do {
            try sink.descriptor.perform("set the mode of") { Int(fchmod($0, mode_t(mode))) }
            value = try produce(sink)
            try putInPlace(sink.descriptor, path)
        } catch {
            unlink(path.temporary)
            throw error
        }
        try Folder.synchronize(path.folder)
        return value
    }

    private static func putInPlace(_ file: borrowing Descriptor, _ path: FilePath) throws(FileError) {
        try file.synchronize()
        guard Glibc.rename(path.temporary, path.text) == 0 else { throw FileError("replace", path.text, errno: errno) }
    }

    /// The whole content.
    ///
    /// - Parameter limit: in bytes; a longer file is `FileError.Code.tooLarge` and is not read.
    public static func read(
        _ path: String, limit: Int, links: SymbolicLinks = .refuse
    ) throws(FileError) -> [UInt8] {
        let noFollow: Int32 =
            switch links {
            case .follow: 0
            case .refuse: O_NOFOLLOW
            }
        // Without O_NONBLOCK a named pipe would hold us until somebody writes to it.
        let file = try Descriptor(opening: path, flags: O_RDONLY | O_NONBLOCK | noFollow)
        let status = try file.status()
        guard status.isRegular else {
            throw FileError(
                .unsuitable, operation: "read", path: path, message: "\(path) is not a plain file",
                remedy: "put a plain file there, no folder and no device")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(Int(status.st_size), limit) + 1)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = try file.perform("read") { Glibc.read($0, &buffer, buffer.count) }
            if count == 0 { return bytes }
            guard bytes.count + count <= limit else {
                throw FileError(
                    .tooLarge, operation: "read", path: path, message: "\(path) is longer than \(limit) bytes",
                    remedy: "check that it is the file you mean")
            }
            bytes.append(contentsOf: buffer[..<count])
        }
    }

    /// Removes a file and what a crash may have left of a write to it. One that is not there is already removed.
    public static func remove(_ path: String) throws(FileError) {
        let path = FilePath(path)
        for name in [path.temporary, path.text] where unlink(name) != 0 && errno != ENOENT {
            throw FileError("remove", name, errno: errno)
        }
        do throws(FileError) {
            try Folder.synchronize(path.folder)
        } catch  where error.code == .notFound {
            return
        }
    }

    /// Moves a file within its folder, over what is there.
    public static func rename(_ path: String, to newPath: String) throws(FileError) {
        guard Glibc.rename(path, newPath) == 0 else { throw FileError("rename", path, errno: errno) }
        try Folder.synchronize(FilePath(newPath).folder)
    }

    /// Whether something is there, be it a file, a folder or a link.
    public static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// An empty file that nobody else writes to. The lock makes writers of one file take turns, and dies with its
    /// process, so what a crash left is no obstacle.
    private static func openTemporary(at path: String) throws(FileError) -> Descriptor {
        for _ in 0..<64 {
            let file = try Descriptor(opening: path, flags: O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, mode: 0o600)
            try file.perform("lock") { Int(flock($0, LOCK_EX)) }
            let opened = try file.status()
            var present = stat()
            // The one before us has moved its file into place, or removed it: what we hold is no longer the temporary.
            guard lstat(path, &present) == 0, opened.isSameFile(as: present) else { continue }
            guard opened.isRegular, opened.st_nlink == 1, opened.st_uid == geteuid() else {
                // Not ours: another name of some file, or another's. Start with a new one.
                guard unlink(path) == 0 else { throw FileError("remove", path, errno: errno) }
                continue
            }
            try file.perform("empty") { Int(ftruncate($0, 0)) }
            return file
        }
        throw FileError(
            .locked, operation: "open", path: path, message: "\(path) is taken by other writers again and again",
            remedy: "stop the other process that writes it")
    }
}
