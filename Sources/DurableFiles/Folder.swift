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
        guard mkdir(path, mode_t(mode)) == 0 || errno == EEXIST else {
            throw FileError("create", path, errno: errno)
        }
        guard chmod(path, mode_t(mode)) == 0 else { throw FileError("set the mode of", path, errno: errno) }
        try synchronize(above)
    }

    /// Takes permissions away from a folder: those that `mode` does not grant. None are added.
    public static func restrict(_ path: String, to mode: UInt16) throws(FileError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileError("examine", path, errno: errno) }
        let wanted = status.st_mode & 0o7777 & mode_t(mode)
        guard status.st_mode & 0o7777 != wanted else { return }
        guard chmod(path, wanted) == 0 else { throw FileError("set the mode of", path, errno: errno) }
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
