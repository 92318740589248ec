internal import Glibc

/// Why a file could not be read or written. Equality is by code.
public struct FileError: Error, Sendable {
    /// What went wrong, for programs.
    public struct Code: Hashable, Sendable {
        private enum Value: Hashable, Sendable {
            case notFound, notPermitted, noSpace, tooLarge, unsuitable, locked, failed
        }
        private let value: Value
        private init(_ value: Value) { self.value = value }

        /// Neither the file nor, perhaps, its folder is there.
        public static let notFound = Code(.notFound)
        public static let notPermitted = Code(.notPermitted)
        /// The disk or a quota is full, or the file system is mounted read-only.
        public static let noSpace = Code(.noSpace)
        /// The file is longer than the reader accepts.
        public static let tooLarge = Code(.tooLarge)
        /// A symbolic link, a folder or a device where a plain file is needed, or the other way round.
        public static let unsuitable = Code(.unsuitable)
        /// Another process holds the lock.
        public static let locked = Code(.locked)
        /// Anything else; `errno` tells.
        public static let failed = Code(.failed)

        init(errno: Int32) {
            switch errno {
            case ENOENT: self = .notFound
            case EACCES, EPERM: self = .notPermitted
            case ENOSPC, EDQUOT, EROFS: self = .noSpace
            case ELOOP, EISDIR, ENOTDIR, ENXIO: self = .unsuitable
            case EWOULDBLOCK: self = .locked
            default: self = .failed
            }
        }
    }

    public let code: Code
    /// What was being done, such as "open" or "rename".
    public let operation: String
    public let path: String
    /// The system's error number; 0 when the system itself saw no error.
    public let errno: Int32
    /// What happened, with the values in it.
    public let message: String
    /// What the reader can do next.
    public let remedy: String

    /// An error of our own, with no system error behind it.
    init(_ code: Code, operation: String, path: String, message: String, remedy: String) {
        self.code = code
        self.operation = operation
        self.path = path
        self.errno = 0
        self.message = message
        self.remedy = remedy
    }

    /// A system call's error.
    init(_ operation: String, _ path: String, errno: Int32) {
        code = Code(errno: errno)
        self.operation = operation
        self.path = path
        self.errno = errno
        message = "cannot \(operation) \(path): \(String(cString: strerror(errno)))"
        remedy = Self.remedy(for: code, path: path)
    }

    private static func remedy(for code: Code, path: String) -> String {
        switch code {
        case .notFound: "check that the path is right and that its folder exists"
        case .notPermitted: "run as the user that owns it, or as root"
        case .noSpace: "make room on that file system, or mount it writable"
        case .unsuitable: "put a plain file there, no link and no folder"
        case .locked: "stop the other process that uses it"
        default: "look at the disk and the system's log"
        }
    }
}

extension FileError: Equatable, CustomStringConvertible {
    public static func == (lhs: FileError, rhs: FileError) -> Bool { lhs.code == rhs.code }

    public var description: String { "\(message); \(remedy)" }
}
