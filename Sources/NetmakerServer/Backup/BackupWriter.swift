internal import Crypto
internal import DurableFiles

/// Writes a backup from its first byte to its last.
struct BackupWriter {
    private let sink: FileSink
    private let seal: BackupSeal?
    private var sum = SHA256()
    /// What is no whole chunk yet.
    private var rest: [UInt8] = []
    private var number = 0

    /// Writes the header.
    init(_ header: [UInt8], to sink: FileSink, seal: BackupSeal?) throws {
        self.sink = sink
        self.seal = seal
        try write(header)
    }

    /// Adds a file, which must be as long as the header says.
    mutating func add(_ file: BackupHeader.File, from source: FileSource) throws {
        var left = file.size
        while left > 0 {
            let bytes = try source.read(min(left, BackupHeader.chunkSize))
            guard !bytes.isEmpty else { throw Self.changed(file.name) }
            left -= bytes.count
            rest += bytes
            while rest.count >= BackupHeader.chunkSize {
                try writeChunk(Array(rest.prefix(BackupHeader.chunkSize)))
                rest.removeFirst(BackupHeader.chunkSize)
            }
        }
        guard try source.read(1).isEmpty else { throw Self.changed(file.name) }
    }

    /// Writes the end.
    mutating func finish() throws {
        if !rest.isEmpty { try writeChunk(rest) }
        rest = []
        try sink.append(Array(sum.finalize()))
    }

    private mutating func writeChunk(_ chunk: [UInt8]) throws {
        try write(try seal?.seal(chunk, number: number) ?? chunk)
        number += 1
    }

    private mutating func write(_ bytes: [UInt8]) throws {
        sum.update(data: bytes)
        try sink.append(bytes)
    }

    private static func changed(_ name: String) -> ServerError {
        ServerError(
            .directoryUnusable, message: "\(name) changed while it was read", remedy: "make the backup again")
    }
}
