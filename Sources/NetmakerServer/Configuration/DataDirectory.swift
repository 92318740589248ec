internal import DurableFiles

/// The folder that holds everything a server must not lose, and where each thing lies in it.
public struct DataDirectory: Hashable, Sendable {
    public let path: String

    public init(_ path: String) { self.path = path }

    /// The database, with its log beside it.
    public var database: String { path + "/netmaker.sqlite" }
    /// Held while a server uses the folder.
    public var lock: String { path + "/lock" }
    /// The TLS keys and certificates.
    public var tls: String { path + "/tls" }
    /// The code that makes the first admin; there only while there is none.
    public var setupCode: String { path + "/setup-code" }
    /// The pin of the TLS key: public, for who sets machines up by script.
    public var pin: String { path + "/pin" }
    /// The files for other name servers, unless another folder is given for them.
    public var dns: String { path + "/dns" }
    /// Where the server listens to its operator.
    public var controlSocket: String { path + "/control.sock" }

    /// Where a backup is unpacked; there only while that goes on, or after it was interrupted.
    var restoring: String { path + "/restoring" }

    /// Makes the folder when it is missing, and takes it for this process alone.
    ///
    /// - Throws: `ServerError.Code.directoryInUse` when another server has it, `.directoryUnusable` when it cannot be
    ///   made or written, or a backup was restored to it in part.
    func take() throws(ServerError) -> FileLock {
        let lock = try lockWhole()
        guard !AtomicFile.exists(restoring) else {
            throw ServerError(
                .directoryUnusable, message: "a backup was not restored to its end in \(path)",
                remedy: "run nm-server restore again")
        }
        return lock
    }

    /// The same, and whatever is in it.
    func lockWhole() throws(ServerError) -> FileLock {
        do {
            try Folder.create(path, mode: 0o700)
            return try FileLock(lock)
        } catch {
            guard error.code == .locked else {
                throw ServerError(
                    .directoryUnusable, message: "the data directory cannot be used: \(error.message)",
                    remedy: error.remedy, cause: error)
            }
            throw ServerError(
                .directoryInUse, message: "another nm-server uses the data directory \(path)",
                remedy: "stop it, or give this one another folder with --data-dir", cause: error)
        }
    }
}
