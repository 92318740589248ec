internal import Glibc

/// By what it is seen, without reading it, that a file is no longer what it was: which file has the name, its size, and
/// when it was last changed.
public struct FileMark: Hashable, Sendable {
    private let identity: FileIdentity
    private let mode: UInt32
    private let size: Int64
    private let modified: Moment
    private let changed: Moment

    private struct Moment: Hashable, Sendable {
        let seconds: Int
        let nanoseconds: Int

        init(_ time: timespec) { (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec) }
    }

    /// Whether the last change is so long ago that another one since would be seen. File systems date coarsely: what is
    /// changed twice within one of their moments may look as it did after the first.
    public var isSettled: Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return [modified, changed].allSatisfy { now.tv_sec - $0.seconds >= 2 }
    }

    /// Of what has the name itself: a symbolic link is marked, not what it leads to.
    ///
    /// - Returns: nil when there is nothing of that name.
    /// - Throws: `FileError` when it cannot be looked at.
    public init?(of path: String) throws(FileError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw FileError("examine", path, errno: errno)
        }
        identity = FileIdentity(status)
        mode = status.st_mode
        size = Int64(status.st_size)
        modified = Moment(status.st_mtim)
        changed = Moment(status.st_ctim)
    }
}
