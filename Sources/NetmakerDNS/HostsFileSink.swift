internal import DurableFiles

/// Where a hosts file goes.
public protocol HostsFileSink: Sendable {
    /// Makes this the file that readers see. They never see a part of it.
    func replace(with file: HostsFile) async throws
}

/// A hosts file on disk, replaced as a whole.
public struct AtomicFileSink: HostsFileSink {
    public let path: String

    public init(path: String) { self.path = path }

    /// Writes nothing when the file says it all already: CoreDNS reads it anew at every new modification time.
    ///
    /// - Throws: `FileError`; the old file stands.
    public func replace(with file: HostsFile) throws { try NamesFile.write(file.text, to: path) }
}
