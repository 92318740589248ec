internal import Crypto
internal import DurableFiles
internal import FoundationEssentials
internal import NetmakerControl

/// A backup that is read: looked at whole before anything of it is used.
struct BackupReader {
    let header: BackupHeader
    private let path: String
    /// The header as it stands in the file.
    private let beginning: [UInt8]

    /// Reads the header, and all the rest for its sum.
    ///
    /// - Throws: `ServerError`: `.backupUnusable` for a file that is no backup, is damaged or cut off, or of a later
    ///   release. `FileError` when it cannot be read.
    init(opening path: String) throws {
        self.path = path
        let file = try FileSource(opening: path)
        let magic = try Self.line(of: file, path)
        guard magic.hasPrefix(BackupHeader.magic), let format = Int(magic.dropFirst(BackupHeader.magic.count)) else {
            throw Self.unusable(path, "is no backup of nm-server", "name a file that nm-server backup wrote")
        }
        guard format == BackupHeader.format else {
            throw Self.unusable(
                path, "is a backup of format \(format), and this release knows \(BackupHeader.format) alone",
                "upgrade nm-server")
        }
        let line = try Self.line(of: file, path)
        do {
            header = try JSONDecoder().decode(BackupHeader.self, from: Data(line.utf8))
        } catch {
            throw Self.damaged(path, "its header cannot be read")
        }
        beginning = Array("\(magic)\n\(line)\n".utf8)
        try Self.requireSafe(header, path)
        try Self.requireWhole(file, beginning, header, path)
    }

    /// The seal of a protected backup; nil of one that is not.
    ///
    /// - Throws: `ServerError.Code.wrongPassphrase` for another passphrase than it was made with, or none.
    func seal(_ passphrase: Password?) throws -> BackupSeal? {
        guard let protection = header.protection else { return nil }
        guard protection.isKnown else {
            throw Self.unusable(path, "is protected in a way this release does not know", "upgrade nm-server")
        }
        guard let passphrase else {
            throw ServerError(
                .wrongPassphrase, message: "\(path) is protected by a passphrase",
                remedy: "give it with --passphrase-file, or run the command on a terminal")
        }
        let seal = try protection.seal(passphrase, over: beginning)
        do {
            let file = try FileSource(opening: path)
            _ = try file.read(beginning.count)
            let size = min(header.contentSize, BackupHeader.chunkSize) + BackupSeal.tagSize
            _ = try seal.open(try file.read(size), number: 0)
        } catch is CryptoKitError {
            throw ServerError(
                .wrongPassphrase, message: "the passphrase does not open \(path)",
                remedy: "give the one that the backup was made with")
        }
        return seal
    }

    /// All bytes of all files, one chunk after the other.
    func chunks(_ seal: BackupSeal?, _ body: ([UInt8]) throws -> Void) throws {
        let file = try FileSource(opening: path)
        _ = try file.read(beginning.count)
        var (left, number) = (header.contentSize, 0)
        while left > 0 {
            let size = min(left, BackupHeader.chunkSize)
            let bytes = try file.read(size + (seal == nil ? 0 : BackupSeal.tagSize))
            do {
                try body(try seal?.open(bytes, number: number) ?? bytes)
            } catch is CryptoKitError {
                throw Self.damaged(path, "a part of it is not what was written")
            }
            left -= size
            number += 1
        }
    }

    private static func line(of file: FileSource, _ path: String) throws -> String {
        var bytes: [UInt8] = []
        while let byte = try file.read(1).first, byte != UInt8(ascii: "\n") {
            bytes.append(byte)
            guard bytes.count <= BackupHeader.longestLine else { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// No name leads out of the data directory, and no size beyond what can be counted.
    private static func requireSafe(_ header: BackupHeader, _ path: String) throws(ServerError) {
        let names = header.files.map(\.name)
        let isSafe =
            header.files.allSatisfy { (0...(1 << 50)).contains($0.size) && BackedUpFiles.isName($0.name) }
            && Set(names).count == names.count && names.count <= BackedUpFiles.most
            && names.contains(BackedUpFiles.database)
        guard isSafe else { throw damaged(path, "its header does not say what it should") }
    }

    private static func requireWhole(
        _ file: FileSource, _ beginning: [UInt8], _ header: BackupHeader, _ path: String
    ) throws {
        let expected = header.backupSize(after: beginning.count)
        guard file.size == expected else {
            throw damaged(path, "it has \(file.size) bytes and should have \(expected)")
        }
        var sum = SHA256()
        sum.update(data: beginning)
        var left = expected - beginning.count - BackupHeader.checksumSize
        while left > 0 {
            let bytes = try file.read(min(left, BackupHeader.chunkSize))
            guard !bytes.isEmpty else { throw damaged(path, "it ends too early") }
            sum.update(data: bytes)
            left -= bytes.count
        }
        guard try file.read(BackupHeader.checksumSize) == Array(sum.finalize()) else {
            throw damaged(path, "its sum does not fit")
        }
    }

    static func damaged(_ path: String, _ why: String) -> ServerError {
        unusable(path, "is damaged: \(why)", "use another backup")
    }

    private static func unusable(_ path: String, _ what: String, _ remedy: String) -> ServerError {
        ServerError(.backupUnusable, message: "\(path) \(what)", remedy: remedy)
    }
}
