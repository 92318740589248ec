internal import DurableFiles
internal import Foundation
public import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore

extension Backup {
    /// Reads what a backup says of itself, once all of it was found whole.
    ///
    /// - Throws: `ServerError.Code.backupUnusable`, `FileError`.
    public init(reading path: String) throws { self.init(try BackupReader(opening: path).header) }

    /// Unpacks a backup into a data directory, where a server then goes on as the one that was backed up. Every network
    /// begins another life: agents that saw what came after the backup are told the whole map anew, and keep all peers
    /// that are in it.
    ///
    /// - Parameters:
    ///   - directory: empty, or not there yet; or one into which this was begun before and not ended.
    ///   - passphrase: nil for a backup without one.
    /// - Throws: `ServerError`: `.backupUnusable`, `.wrongPassphrase`, `.directoryNotEmpty`, `.directoryInUse`;
    ///   `StoreError` when the database in the backup is damaged or of a later release. Nothing has changed then.
    @discardableResult
    public static func restore(
        _ path: String, to directory: DataDirectory, passphrase: Password?,
        using generator: inout some RandomNumberGenerator
    ) throws -> Backup {
        let reader = try BackupReader(opening: path)
        let seal = try reader.seal(passphrase)
        try requireEmpty(directory)
        let isNew = !AtomicFile.exists(directory.path)
        let isLocked = AtomicFile.exists(directory.lock)
        do {
            let lock = try directory.lockWhole()
            defer { withExtendedLifetime(lock) {} }
            try requireEmpty(directory)
            try removeLeftovers(in: directory)
            try unpack(reader, seal, in: directory)
            _ = try DatabaseBackup.revive(directory.restoring + "/" + BackedUpFiles.database, using: &generator)
            try putInPlace(reader.header, in: directory)
        } catch {
            try removeLeftovers(in: directory)
            // What was not there is not left there. Nobody else can want the lock of an empty directory.
            if !isLocked { try AtomicFile.remove(directory.lock) }
            if isNew { try FileManager.default.removeItem(atPath: directory.path) }
            throw error
        }
        return Backup(reader.header)
    }

    /// The lock file of a server that never got further, and what an interrupted restoration left, are no contents.
    private static func requireEmpty(_ directory: DataDirectory) throws {
        let names = try Folder.contents(directory.path)
        let isInterrupted = names.contains("restoring")
        let contents = names.filter { name in
            !(name == "lock" || name == "lost+found" || isInterrupted && ["restoring", "tls"].contains(name))
        }
        guard let first = contents.first else { return }
        throw ServerError(
            .directoryNotEmpty, setting: "data-dir", message: "the data directory \(directory.path) holds \(first)",
            remedy: "restore into an empty one, or move what is in this one away")
    }

    private static func removeLeftovers(in directory: DataDirectory) throws {
        guard AtomicFile.exists(directory.restoring) else { return }
        if AtomicFile.exists(directory.tls) { try FileManager.default.removeItem(atPath: directory.tls) }
        try FileManager.default.removeItem(atPath: directory.restoring)
    }

    private static func unpack(_ reader: BackupReader, _ seal: BackupSeal?, in directory: DataDirectory) throws {
        try Folder.create(directory.restoring, mode: 0o700)
        try Folder.create(directory.restoring + "/tls", mode: 0o700)
        var files = reader.header.files[...]
        var sink: FileSink?
        var left = 0
        /// Ends files that are complete, and begins the next.
        func advance() throws {
            while left == 0 {
                try sink?.synchronize()
                sink = nil
                guard let file = files.popFirst() else { return }
                sink = try FileSink(creating: "\(directory.restoring)/\(file.name)")
                left = file.size
            }
        }
        try advance()
        try reader.chunks(seal) { chunk in
            var rest = chunk[...]
            while !rest.isEmpty {
                let part = rest.prefix(left)
                try sink?.append(Array(part))
                left -= part.count
                rest = rest.dropFirst(part.count)
                try advance()
            }
        }
    }

    /// The database last: as long as it is not there, the directory is one that is being restored.
    private static func putInPlace(_ header: BackupHeader, in directory: DataDirectory) throws {
        try AtomicFile.rename(directory.restoring + "/tls", to: directory.tls)
        try AtomicFile.rename(directory.restoring + "/" + BackedUpFiles.database, to: directory.database)
        try FileManager.default.removeItem(atPath: directory.restoring)
    }
}
