internal import Glibc

/// An open file, closed when its owner is done with it.
struct Descriptor: ~Copyable {
    let number: Int32
    /// For errors.
    let path: String

    /// Opens, never across an `exec`, and again when a signal interrupts.
    init(opening path: String, flags: Int32, mode: mode_t = 0) throws(FileError) {
        var number: Int32
        repeat { number = open(path, flags | O_CLOEXEC, mode) } while number < 0 && errno == EINTR
        guard number >= 0 else { throw FileError("open", path, errno: errno) }
        self.number = number
        self.path = path
    }

    deinit { close(number) }

    /// Calls until no signal interrupts.
    ///
    /// - Throws: `FileError` when the call returns less than 0.
    @discardableResult
    func perform(_ operation: String, _ call: (Int32) -> Int) throws(FileError) -> Int {
        while true {
            let result = call(number)
            if result >= 0 { return result }
            let error = errno
            if error != EINTR { throw FileError(operation, path, errno: error) }
        }
    }

    func status() throws(FileError) -> stat {
        var status = stat()
        try perform("examine") { Int(fstat($0, &status)) }
        return status
    }

    /// Writes all of it: the system may take less than it is given.
    func write(_ bytes: [UInt8]) throws(FileError) {
        var written = 0
        while written < bytes.count {
            written += try perform("write") { number in
                bytes.withUnsafeBytes { Glibc.write(number, $0.baseAddress?.advanced(by: written), $0.count - written) }
            }
        }
    }

    func synchronize() throws(FileError) { try perform("synchronize") { Int(fsync($0)) } }
}

extension stat {
    var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
    var isDirectory: Bool { st_mode & S_IFMT == S_IFDIR }

    /// Whether both are one file.
    func isSameFile(as other: stat) -> Bool { st_dev == other.st_dev && st_ino == other.st_ino }
}
