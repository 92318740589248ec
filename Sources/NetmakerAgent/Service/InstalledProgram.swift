internal import DurableFiles

/// The program where units find it: a copy of the one that runs.
///
/// A copy and no link: who may write what somebody once ran as root need not be root.
struct InstalledProgram: Sendable {
    private static let chunk = 1 << 20

    let path: String
    /// The program that runs, also when its file has been replaced since.
    var source = "/proc/self/exe"

    /// Puts it there unless it is there.
    ///
    /// - Returns: whether nothing was there before.
    @discardableResult
    func install() throws -> Bool {
        let isNew = !AtomicFile.exists(path)
        if try isInstalled() { return false }
        let program = try FileSource(opening: source)
        try AtomicFile.write(to: path, mode: 0o755) { sink in
            while case let bytes = try program.read(Self.chunk), !bytes.isEmpty { try sink.append(bytes) }
        }
        return isNew
    }

    /// Whether the one that runs is there.
    func isInstalled() throws -> Bool { AtomicFile.exists(path) ? try isSame() : false }

    func remove() throws(FileError) { try AtomicFile.remove(path) }

    private func isSame() throws -> Bool {
        let (own, other) = (try FileSource(opening: source), try FileSource(opening: path))
        if own.identity == other.identity { return true }
        guard own.size == other.size else { return false }
        while case let bytes = try own.read(Self.chunk), !bytes.isEmpty {
            guard try other.read(Self.chunk) == bytes else { return false }
        }
        return true
    }
}
