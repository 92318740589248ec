internal import Glibc

/// That this process alone uses something, by an advisory lock on a file (`flock(2)`). The system gives it up when the
/// process dies, however it dies.
public final class FileLock: Sendable {
    private let descriptor: Int32
    public let path: String

    /// Takes the lock at once or not at all. The file is made when it is missing, and stays: removing it would let two
    /// processes lock two files of one name.
    ///
    /// - Throws: `FileError`; `.locked` when another process, or another `FileLock` of this one, holds it.
    public init(_ path: String, mode: UInt16 = 0o600) throws(FileError) {
        let file = try Descriptor(opening: path, flags: O_RDWR | O_CREAT | O_NOFOLLOW, mode: mode_t(mode))
        try file.perform("lock") { Int(flock($0, LOCK_EX | LOCK_NB)) }
        // The lock belongs to the open file, so a second number for it keeps the lock when the first is closed.
        descriptor = Int32(try file.perform("keep") { Int(fcntl($0, F_DUPFD_CLOEXEC, 0)) })
        self.path = path
    }

    deinit { close(descriptor) }

    /// Holds the lock while `body` runs.
    ///
    /// - Throws: what `init` throws, or `body`.
    public static func holding<Result>(
        _ path: String, mode: UInt16 = 0o600, _ body: () async throws -> Result
    ) async throws -> Result {
        let lock = try FileLock(path, mode: mode)
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        withExtendedLifetime(lock) {}
        return try result.get()
    }
}
