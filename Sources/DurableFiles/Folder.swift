internal import Glibc

/// Folders.
public enum Folder {
    /// Makes a folder and those above it; does nothing when it is there.
    ///
    /// - Parameter mode: the permissions of the folder itself when it is made, such as `0o700`, whatever the umask.
    ///   Those above it that are missing get `0o755`. A folder that exists keeps what its owner gave it.
    /// - Throws: `FileError`; `.unsuitable` when something other than a folder is in the way.
    public static func create(_ path: String, mode: UInt16) throws(FileError) {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.isDirectory else {
                throw FileError(
                    .unsuitable, operation: "create", path: path, message: "\(path) is there and is not a folder",
                    remedy: "move it away, or choose another folder")
            }
            return
        }
        let above = FilePath(path).folder
        if above != path, above != ".", above != "/" { try create(above, mode: 0o755) }
        guard mkdir(path, mode_t(mode)) == 0 else {
            let error = errno
            // Whoever has made it meanwhile gives it its permissions.
            guard error == EEXIST, stat(path, &status) == 0, status.isDirectory else {
                throw FileError("create", path, errno: error)
            }
            return
        }
        guard chmod(path, mode_t(mode)) == 0 else { throw FileError("set the mode of", path, errno: errno) }
        try synchronize(above)
    }

    /// Closes a folder to group and others, if it is nobody's but a program's. Does nothing when there is none, or one
    /// that is closed.
    ///
    /// - Parameters:
    ///   - owner: the program, for people.
    ///   - isOwn: whether a name in the folder is one that the program gives.
    /// - Throws: `FileError`; `.unsuitable` for one that is open to others and is a link, another user's, or holds what
    ///   is not the program's: it stays as it is.
    public static func close(_ path: String, of owner: String, _ isOwn: (String) -> Bool) throws(FileError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw FileError("examine", path, errno: errno)
        }
        guard status.isDirectory, status.isOpen else { return }
        let folder: Descriptor
        do throws(FileError) {
            folder = try Descriptor(opening: path, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        } catch  where error.code == .unsuitable {
            throw refusal(of: path, "is a link to a folder that is open to others")
        }
        status = try folder.status()
        guard status.st_uid == geteuid() else { throw refusal(of: path, "is open to others and another user's") }
        guard try names(in: folder).allSatisfy(isOwn) else {
            throw refusal(of: path, "is open to others and holds more than \(owner)'s")
        }
        let mode = status.st_mode & 0o700
        try folder.perform("set the mode of") { Int(fchmod($0, mode)) }
    }

    private static func refusal(of path: String, _ reason: String) -> FileError {
        FileError(
            .unsuitable, operation: "close", path: path, message: "\(path) \(reason)",
            remedy: "name a folder of its own")
    }

    /// Removes a folder that holds nothing; does nothing when it holds something, is in use, or is not there.
    public static func removeIfEmpty(_ path: String) throws(FileError) {
        guard rmdir(path) != 0, ![ENOTEMPTY, EEXIST, ENOENT, EBUSY].contains(errno) else { return }
        throw FileError("remove", path, errno: errno)
    }

    /// The names of what lies in a folder, sorted, without `.` and `..`; none when there is no folder.
    public static func contents(_ path: String) throws(FileError) -> [String] {
        guard let stream = opendir(path) else {
            if errno == ENOENT { return [] }
            throw FileError("list", path, errno: errno)
        }
        defer { closedir(stream) }
        return names(from: stream)
    }

    /// Of the folder that is open, whatever has its name by now.
    private static func names(in folder: borrowing Descriptor) throws(FileError) -> [String] {
        let number = Int32(try folder.perform("list") { Int(fcntl($0, F_DUPFD_CLOEXEC, 0)) })
        guard let stream = fdopendir(number) else {
            let error = errno
            Glibc.close(number)
            throw FileError("list", folder.path, errno: error)
        }
        defer { closedir(stream) }
        return names(from: stream)
    }

    private static func names(from stream: OpaquePointer) -> [String] {
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes names that were added, moved or removed in a folder outlive a loss of power.
    static func synchronize(_ path: String) throws(FileError) {
        let folder = try Descriptor(opening: path, flags: O_RDONLY | O_DIRECTORY)
        try folder.synchronize()
    }
}

extension stat {
    /// Whether group or others may do anything with it.
    fileprivate var isOpen: Bool { st_mode & 0o077 != 0 }
}
