internal import GRDB

/// The sum of a row's columns, kept with it: a byte that the disk changed is found also where the row still makes
/// sense, such as in an address. SQLite itself has no sums in its file (https://www.sqlite.org/cksumvfs.html).
enum RowSum {
    /// `row_sum(column, ...)` in SQL.
    static let function = DatabaseFunction("row_sum", pure: true) { sum(of: $0) }

    /// FNV-1a (Fowler, Noll and Vo), each column with its kind before it.
    static func sum(of columns: some Sequence<DatabaseValue>) -> Int64 {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        for column in columns {
            switch column.storage {
            case .null: add([0])
            case .int64(let number): add([1] + withUnsafeBytes(of: number.littleEndian) { Array($0) })
            case .string(let text):
                add([2])
                add(text.utf8)
            case .blob(let bytes):
                add([3])
                add(bytes)
            case .double(let number): add([4] + withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) })
            }
        }
        return Int64(bitPattern: sum)
    }

    /// The first table with a row that is not what was written.
    static func firstDamagedTable(in db: Database) throws -> String? {
        for table in StoredTable.allCases {
            let sql = "SELECT EXISTS (SELECT 1 FROM \(table.rawValue) WHERE sum IS NOT \(table.sum()))"
            if try Bool.fetchOne(db, sql: sql) ?? false { return table.rawValue }
        }
        return nil
    }
}

extension Configuration {
    /// For connections that know `row_sum`.
    static var summing: Configuration {
        var configuration = Configuration()
        configuration.prepareDatabase { $0.add(function: RowSum.function) }
        return configuration
    }
}
