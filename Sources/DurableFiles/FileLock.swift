internal import Glibc

/// That this process alone uses something, by an advisory lock on a file (`flock(2)`). The system gives it up when the
/// process dies, however it dies.
public final class FileLock: Sendable {
    private let descriptor: Int32
    public let path: String

    /// What to do while another holds the lock.
    public enum Patience: Sendable {
        case none
        /// Blocks the calling thread: for locks that are held for moments.
        case untilFree
    }

    /// Takes the lock. The file is made when it is missing, and stays until its holder removes it.
    ///
    /// - Throws: `FileError`; `.locked` when another process, or another `FileLock` of this one, holds it and there is
    ///   no patience.
    public init(_ path: String, mode: UInt16 = 0o600, patience: Patience = .none) throws(FileError) {
        let wait =
            switch patience {
            case .none: LOCK_NB
            case .untilFree: 0 as Int32
            }
        self.path = path
        while true {
            let file = try Descriptor(opening: path, flags: O_RDWR | O_CREAT | O_NOFOLLOW, mode: mode_t(mode))
            try file.perform("lock") { Int(flock($0, LOCK_EX | wait)) }
            // The holder before us may have removed it: who comes next locks another file of that name.
            var present = stat()
            guard lstat(path, &present) == 0, try file.status().isSameFile(as: present) else { continue }
            // The lock belongs to the open file, so a second number for it keeps the lock when the first is closed.
            descriptor = Int32(try file.perform("keep") { Int(fcntl($0, F_DUPFD_CLOEXEC, 0)) })
            return
        }
    }

    /// Removes the file while it is held: nobody holds one that nobody finds.
    public func remove() throws(FileError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw FileError("remove", path, errno: errno) }
    }

    deinit {
        // A process that was started a moment ago may have a copy of the number until it is what it is to be: closing
        // alone would let it keep the lock for so long.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Holds the lock while `body` runs.
    ///
    /// - Throws: what `init` throws, or `body`.
    public static func holding<Value>(
        _ path: String, mode: UInt16 = 0o600, _ body: () async throws -> Value
    ) async throws -> Value {
        let lock = try FileLock(path, mode: mode)
        let result: Result<Value, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        withExtendedLifetime(lock) {}
        return try result.get()
    }
}
