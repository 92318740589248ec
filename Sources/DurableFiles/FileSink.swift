internal import Glibc

/// A file that is being written, part by part.
public final class FileSink {
    let descriptor: Descriptor

    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

    public func append(_ bytes: [UInt8]) throws(FileError) { try descriptor.write(bytes) }

    /// Makes a file that is not there yet, its owner's alone, in a folder that nobody sees before it is whole.
    public init(creating path: String) throws(FileError) {
        descriptor = try Descriptor(opening: path, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
    }

    /// Makes what was written outlive a loss of power.
    public func synchronize() throws(FileError) { try descriptor.synchronize() }
}
