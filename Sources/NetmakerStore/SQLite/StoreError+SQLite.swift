internal import DurableFiles
internal import GRDB
internal import NetmakerCore

extension StoreError {
    /// What went wrong inside a transaction or a read.
    init(sqlite error: any Error) {
        switch error {
        case let error as StoreError:
            self = error
        case let error as DatabaseError:
            self.init(sqlite: error)
        case is DecodingError, is ModelError:
            self.init(
                .corrupt, message: "what is stored does not decode or contradicts itself: \(error)",
                remedy: "restore the server from a backup", cause: error)
        default:
            self.init(
                .unavailable, message: "the database cannot be used: \(error)",
                remedy: "look at the disk and the log", cause: error)
        }
    }

    private init(sqlite error: DatabaseError) {
        let what = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(
                .full, message: "there is no room to write: \(what)", remedy: "make room on the disk", cause: error)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(
                .corrupt, message: "the database is damaged: \(what)", remedy: "restore the server from a backup",
                cause: error)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .locked, message: "another process writes to the database: \(what)", remedy: "stop that process",
                cause: error)
        default:
            self.init(
                .unavailable, message: "the database cannot be used: \(what)", remedy: "look at the disk and the log",
                cause: error)
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
