internal import DurableFiles

/// The saved map's file as this process left it: where the next change goes, and when it is time to write the map anew.
struct MapJournal: Sendable {
    /// Changes of so many bytes, or of as many as the map has, are carried before the map is written anew: so a change
    /// costs a small constant, and a start reads at most twice what the map holds.
    private static let patience = 65_536

    private let path: String
    private let mapLength: Int
    private var length: Int
    private var checksum: String

    /// Writes the whole file.
    ///
    /// - Throws: `FileError`; the former file stands then.
    init(writing map: SavedMap, to path: String) throws {
        let (bytes, checksum) = try map.encodedWithChecksum()
        try AtomicFile.write(bytes, to: path, mode: 0o600)
        self.path = path
        mapLength = bytes.count
        length = bytes.count
        self.checksum = checksum
    }

    /// Whether there are so many changes that the map is better written anew.
    var isFull: Bool { length - mapLength > max(Self.patience, mapLength) }

    /// Writes a change.
    ///
    /// - Throws: `FileError`: the file is to be written anew.
    mutating func append(_ change: SavedChange) throws {
        let (bytes, checksum) = try change.encoded(after: checksum)
        try AtomicFile.append(bytes, to: path, after: length)
        length += bytes.count
        self.checksum = checksum
    }
}
