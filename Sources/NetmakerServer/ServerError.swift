/// Why a server cannot start or go on. Equality is by code.
public struct ServerError: Error, Sendable {
    /// What went wrong, for programs to branch on.
    public struct Code: Hashable, Sendable {
        private enum Value {
            case invalidConfiguration, directoryInUse, directoryUnusable, directoryNotEmpty, cannotListen
            case backupUnusable, wrongPassphrase
        }
        private let value: Value

        /// A setting that cannot be, or one that is missing and cannot be guessed.
        public static let invalidConfiguration = Code(value: .invalidConfiguration)
        /// Another server uses the data directory.
        public static let directoryInUse = Code(value: .directoryInUse)
        /// The data directory cannot be made, read or written.
        public static let directoryUnusable = Code(value: .directoryUnusable)
        /// The data directory holds something, and must not.
        public static let directoryNotEmpty = Code(value: .directoryNotEmpty)
        /// A port is taken, or an address is not this machine's.
        public static let cannotListen = Code(value: .cannotListen)
        /// A file is no backup, is damaged, or is of a later release.
        public static let backupUnusable = Code(value: .backupUnusable)
        /// A backup takes another passphrase, or takes one at all.
        public static let wrongPassphrase = Code(value: .wrongPassphrase)
    }

    public let code: Code
    /// The setting it is about, such as `public-address`; nil when it is about none.
    public let setting: String?
    /// What happened, with the values in it.
    public let message: String
    /// What the reader can do next.
    public let remedy: String
    /// The error beneath; nil when this is the first to notice.
    public let cause: (any Error)?

    public init(_ code: Code, setting: String? = nil, message: String, remedy: String, cause: (any Error)? = nil) {
        self.code = code
        self.setting = setting
        self.message = message
        self.remedy = remedy
        self.cause = cause
    }
}

extension ServerError: Equatable, CustomStringConvertible {
    public static func == (lhs: ServerError, rhs: ServerError) -> Bool { lhs.code == rhs.code }

    public var description: String { "\(message); \(remedy)" }
}
