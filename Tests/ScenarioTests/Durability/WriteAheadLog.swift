import FoundationEssentials

/// What lies in the log beside a database (https://www.sqlite.org/fileformat.html, section 4).
struct WriteAheadLog {
    /// How many transactions it holds: frames of this log that end one.
    let commits: Int

    init(of database: String) throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: database + "-wal")))
        func number(at offset: Int) -> Int { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        let (header, pageSize) = (32, number(at: 8))
        commits = stride(from: header, to: bytes.count - 23, by: 24 + pageSize).count { frame in
            bytes[frame + 8..<frame + 16] == bytes[16..<24] && number(at: frame + 4) > 0
        }
    }
}
