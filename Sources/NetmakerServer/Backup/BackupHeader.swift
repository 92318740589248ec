internal import FoundationEssentials
internal import NetmakerCore

/// What stands at the beginning of a backup, in clear: what follows, and how it is protected. Nothing of it is secret.
///
/// ```
/// nm-server backup 1              the format's number
/// {"createdAt": ...}              this, one line of JSON
/// ...                             the files one after the other, in chunks of 1 MiB
/// 32 bytes                        SHA-256 of all before
/// ```
///
/// With a passphrase each chunk is followed by a tag of 16 bytes (ChaCha20-Poly1305, RFC 8439).
struct BackupHeader: Codable, Equatable {
    static let format = 1
    static let magic = "nm-server backup "
    /// The longest line that is read, in bytes.
    static let longestLine = 65_536
    /// How many bytes of the files a chunk holds, all but the last.
    static let chunkSize = 1 << 20
    static let checksumSize = 32

    struct File: Codable, Equatable {
        /// Where it lies in the data directory.
        let name: String
        /// In bytes.
        let size: Int
    }

    let createdAt: Timestamp
    /// The release that made it.
    let release: String
    let networks: Int
    let nodes: Int
    let users: Int
    let files: [File]
    /// Nil for a backup without a passphrase.
    let protection: BackupProtection?

    /// The files together, in bytes.
    var contentSize: Int { files.reduce(0) { $0 + $1.size } }

    /// How long the whole backup is, in bytes.
    ///
    /// - Parameter beginning: the two lines.
    func backupSize(after beginning: Int) -> Int {
        let chunks = (contentSize + Self.chunkSize - 1) / Self.chunkSize
        let tags = protection == nil ? 0 : chunks * BackupSeal.tagSize
        return beginning + contentSize + tags + Self.checksumSize
    }

    /// Both lines.
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array("\(Self.magic)\(Self.format)\n".utf8) + (try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}
