internal import DurableFiles
internal import FoundationEssentials
public import NetmakerControl
public import NetmakerCore
internal import NetmakerStore

/// Backups of a server: one file that holds all that a server needs to go on as the same one, elsewhere or later: the
/// database and the TLS keys, but no sessions of people. Who reads it can pass for the server.
public struct Backup: Hashable, Sendable {
    public let createdAt: Timestamp
    /// The release of nm-server that made it.
    public let release: String
    public let networks: Int
    public let nodes: Int
    public let users: Int
    /// Whether it takes a passphrase to read it.
    public let isProtected: Bool

    /// Writes a backup of a data directory, whether a server runs on it or not, readable by its owner only. The file is
    /// wholly there, or as it was before.
    ///
    /// - Parameter passphrase: protects the backup; nil leaves it readable for who has the file.
    /// - Throws: `StoreError` when the database cannot be read or there is no room, `FileError`, `ServerError`.
    @discardableResult
    public static func make(
        of directory: DataDirectory, at path: String, protectedBy passphrase: Password?, now: Timestamp
    ) throws -> Backup {
        try AtomicFile.write(to: path, mode: 0o600) { sink in
            // Beside the backup, where there is room for it; writers of one file take turns.
            let copy = Self.beside(path, "database")
            try AtomicFile.remove(copy)
            defer { unlinkQuietly(copy) }
            let contents = try DatabaseBackup.copy(directory.database, to: copy)
            let keys = try keys(of: directory)
            let database = try FileSource(opening: copy)
            let header = BackupHeader(
                createdAt: now, release: Release.version, networks: contents.networks, nodes: contents.nodes,
                users: contents.users,
                files: [.init(name: BackedUpFiles.database, size: database.size)]
                    + keys.map { .init(name: $0.name, size: $0.source.size) },
                protection: passphrase == nil ? nil : .new())
            let beginning = try header.encoded()
            let seal = try passphrase.flatMap { try header.protection?.seal($0, over: beginning) }
            var writer = try BackupWriter(beginning, to: sink, seal: seal)
            let sources = [database] + keys.map(\.source)
            for (file, source) in zip(header.files, sources) { try writer.add(file, from: source) }
            try writer.finish()
            return Backup(header)
        }
    }

    init(_ header: BackupHeader) {
        createdAt = header.createdAt
        release = header.release
        networks = header.networks
        nodes = header.nodes
        users = header.users
        isProtected = header.protection != nil
    }

    /// The TLS files of one moment: a rotation that comes in between would leave a key that no agent knows.
    private static func keys(of directory: DataDirectory) throws -> [(name: String, source: FileSource)] {
        for _ in 0..<16 {
            let names = try BackedUpFiles.tlsFiles(in: directory)
            do {
                // Each is replaced whole, never written. If what was opened is there now, it is all of one moment.
                let paths = names.map { "\(directory.path)/\($0)" }
                let sources = try paths.map { try FileSource(opening: $0) }
                let present = try paths.map { try FileIdentity(of: $0) }
                if sources.map(\.identity) == present, try BackedUpFiles.tlsFiles(in: directory) == names {
                    return Array(zip(names, sources))
                }
            } catch let error as FileError where error.code == .notFound {
                continue
            }
        }
        throw ServerError(
            .directoryUnusable, message: "the TLS keys in \(directory.tls) change again and again",
            remedy: "wait until nm-server tls rotate is done, and make the backup again")
    }

    /// A hidden file in the folder of another.
    private static func beside(_ path: String, _ purpose: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return ".\(path).\(purpose)" }
        return "\(path[...slash]).\(path[path.index(after: slash)...]).\(purpose)"
    }

    private static func unlinkQuietly(_ copy: String) {
        for suffix in ["", "-journal", "-wal", "-shm"] { try? AtomicFile.remove(copy + suffix) }
    }
}
