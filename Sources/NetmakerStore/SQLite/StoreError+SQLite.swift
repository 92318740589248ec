internal import DurableFiles
internal import GRDB
internal import NetmakerCore

extension StoreError {
    /// What went wrong inside a transaction or a read of a database.
    init(sqlite error: any Error, in path: String) {
        switch error {
        case let error as StoreError:
            self = error
        case let error as FileError:
            self.init(error, opening: path)
        case let error as DatabaseError:
            self.init(sqlite: error, in: path)
        case let error as Damage:
            self.init(damage: error.what, in: path, cause: error.cause)
        case is DecodingError, is ModelError:
            self.init(
                .corrupt, message: "what is stored in \(path) does not decode or contradicts itself: \(error)",
                remedy: "restore the server from a backup", cause: error)
        default:
            self.init(
                .unavailable, message: "the database \(path) cannot be used: \(error)",
                remedy: "look at the disk and the log", cause: error)
        }
    }

    /// A page, or the log, is not as it was written.
    init(damage: String, in path: String, cause: (any Error)? = nil) {
        self.init(
            .corrupt, message: "the database \(path) is damaged: \(damage)",
            remedy: "restore the server from a backup", cause: cause)
    }

    private init(sqlite error: DatabaseError, in path: String) {
        let what = error.message ?? "\(error.resultCode)"
        // A full disk shows so where it is the log's index that has no room.
        let isFull = error.extendedResultCode == .SQLITE_IOERR_SHMSIZE
        switch isFull ? .SQLITE_FULL : error.resultCode {
        case .SQLITE_FULL:
            self.init(
                .full, message: "there is no room to write \(path): \(what)", remedy: "make room on the disk",
                cause: error)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(damage: what, in: path, cause: error)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .locked, message: "another process writes to the database \(path): \(what)",
                remedy: "stop that process", cause: error)
        default:
            self.init(
                .unavailable, message: "the database \(path) cannot be used: \(what)",
                remedy: "look at the disk and the log", cause: error)
        }
    }

    /// Why the folder or the lock file could not be had.
    init(_ error: FileError, opening path: String) {
        switch error.code {
        case .locked:
            self.init(
                .locked, message: "another process has \(path) open",
                remedy: "stop the nm-server that runs on this data directory", cause: error)
        case .noSpace:
            self.init(.full, message: error.message, remedy: error.remedy, cause: error)
        default:
            self.init(.unavailable, message: error.message, remedy: error.remedy, cause: error)
        }
    }

    static func conflict(_ aggregate: AggregateID, at actual: Revision, expected: Revision) -> StoreError {
        StoreError(
            .conflict, message: "\(aggregate) is at revision \(actual), not at \(expected)",
            remedy: "read it again and repeat the change on what it is now")
    }
}
