internal import Glibc

/// That this process alone uses something, by an advisory lock on a file (`flock(2)`). The system gives it up when the
/// process dies, however it dies.
public final class FileLock: Sendable {
    private let descriptor: Int32
    public let path: String

    /// What to do while another holds the lock.
    public enum Patience: Sendable {
        /// Hardly any: for as long as a process just made may keep what its parent had open, until it becomes another
        /// program.
        case none
        /// Blocks the calling thread: for locks that are held for moments.
        case untilFree
    }

    /// Takes the lock. The file is made when it is missing, and stays: removing it would let two processes lock two
    /// files of one name.
    ///
    /// - Throws: `FileError`; `.locked` when another process, or another `FileLock` of this one, holds it and there is
    ///   no patience.
    public init(_ path: String, mode: UInt16 = 0o600, patience: Patience = .none) throws(FileError) {
        let file = try Descriptor(opening: path, flags: O_RDWR | O_CREAT | O_NOFOLLOW, mode: mode_t(mode))
        switch patience {
        case .none: try Self.lockSoon(file)
        case .untilFree: try file.perform("lock") { Int(flock($0, LOCK_EX)) }
        }
        // The lock belongs to the open file, so a second number for it keeps the lock when the first is closed.
        descriptor = Int32(try file.perform("keep") { Int(fcntl($0, F_DUPFD_CLOEXEC, 0)) })
        self.path = path
    }

    deinit {
        // A process that was started a moment ago may have a copy of the number until it is what it is to be: closing alone
        // would let it keep the lock for so long.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func lockSoon(_ file: borrowing Descriptor) throws(FileError) {
        for _ in 0..<20 {
            if flock(file.number, LOCK_EX | LOCK_NB) == 0 { return }
            guard errno == EWOULDBLOCK else { break }
            usleep(10_000)
        }
        try file.perform("lock") { Int(flock($0, LOCK_EX | LOCK_NB)) }
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
