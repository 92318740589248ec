internal import Foundation

/// What the first bytes of a database file say about it, read without opening it: SQLite itself would write to it.
/// Offsets as in https://www.sqlite.org/fileformat.html, section 1.3.
enum DatabaseHeader {
    /// "nmkr" in ASCII: the file is ours.
    static let applicationID: Int32 = 0x6E6D_6B72

    private static let magic = Array("SQLite format 3\0".utf8)
    private static let userVersionOffset = 60
    private static let applicationIDOffset = 68
    private static let length = 100

    /// - Throws: `StoreError.Code.foreign` for another program's file, `.newer` for one of a later release, `.corrupt`
    ///   for what is left of one of ours. A file that is missing is ours to make.
    static func check(fileAt path: String) throws(StoreError) {
        guard FileManager.default.fileExists(atPath: path) else {
            guard !FileManager.default.fileExists(atPath: path + "-wal") else {
                throw lost("\(path) is gone, and its log is there")
            }
            return
        }
        let header = try read(path)
        // Ours are never empty: they come into being whole.
        if header.isEmpty { throw lost("\(path) is empty") }
        guard header.count == length, Array(header.prefix(magic.count)) == magic,
            number(at: applicationIDOffset, in: header) == applicationID
        else {
            throw StoreError(
                .foreign, message: "\(path) is another program's file",
                remedy: "choose another data directory, or move the file away")
        }
        try require(version: number(at: userVersionOffset, in: header), path: path)
    }

    /// - Throws: `StoreError.Code.newer` for a schema this release does not know.
    static func require(version: Int32, path: String) throws(StoreError) {
        guard version > Schema.version else { return }
        throw StoreError(
            .newer, message: "\(path) has schema \(version), and this release knows \(Schema.version) at most",
            remedy: "upgrade nm-server, or restore a backup that this release made")
    }

    private static func lost(_ what: String) -> StoreError {
        StoreError(
            .corrupt, message: what,
            remedy: "restore the server from a backup, or remove what is left to begin with an empty server")
    }

    private static func read(_ path: String) throws(StoreError) -> [UInt8] {
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? file.close() }
            return Array(try file.read(upToCount: length) ?? Data())
        } catch {
            throw StoreError(
                .unavailable, message: "cannot read \(path): \(error.localizedDescription)",
                remedy: "check its owner and permissions", cause: error)
        }
    }

    private static func number(at offset: Int, in header: [UInt8]) -> Int32 {
        Int32(bitPattern: header[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) })
    }
}
