internal import DurableFiles

/// Where a hosts file goes.
public protocol HostsFileSink: Sendable {
    /// Makes this the file that readers see. They never see a part of it.
    func replace(with file: HostsFile) async throws
}

/// A hosts file on disk, replaced as a whole.
public struct AtomicFileSink: HostsFileSink {
    /// A file that is longer was not written by us and is simply replaced.
    private static let limit = 64 * 1024 * 1024

    public let path: String

    public init(path: String) { self.path = path }

    /// Writes nothing when the file says it all already: CoreDNS reads it anew at every new modification time.
    ///
    /// - Throws: `FileError`; the old file stands.
    public func replace(with file: HostsFile) throws {
        let bytes = Array(file.text.utf8)
        do {
            if try AtomicFile.read(path, limit: Self.limit) == bytes { return }
        } catch  where [.notFound, .unsuitable, .tooLarge].contains(error.code) {
            // Nothing there, or not a file of ours: written below.
        }
        try AtomicFile.write(bytes, to: path, mode: 0o644)
    }
}
