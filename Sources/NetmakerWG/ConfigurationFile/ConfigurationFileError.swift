internal import NetmakerCore

/// What is wrong with a configuration file.
///
/// It never repeats what stands behind a key's name in a line that may hold a secret. Two errors are equal when their
/// codes are.
public struct ConfigurationFileError: Error, Sendable, CustomStringConvertible {
    /// What kind of fault it is.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String {
            case malformedLine, unknownSection, unknownKey, misplacedKey, duplicate, missing, invalidValue
            case unresolvedName
        }

        private let kind: Kind

        /// A line that is neither a section, nor `key = value`, nor a comment; or that is no text.
        public static let malformedLine = Self(kind: .malformedLine)
        /// A section that is neither `[Interface]` nor `[Peer]`.
        public static let unknownSection = Self(kind: .unknownSection)
        /// A key that neither `wg` nor `wg-quick` knows.
        public static let unknownKey = Self(kind: .unknownKey)
        /// A key of the other section, or before the first.
        public static let misplacedKey = Self(kind: .misplacedKey)
        /// What may be there once is there twice.
        public static let duplicate = Self(kind: .duplicate)
        /// What must be there is not.
        public static let missing = Self(kind: .missing)
        /// A value that its key cannot have.
        public static let invalidValue = Self(kind: .invalidValue)
        /// An endpoint is a name, and nobody has said what address it stands for.
        public static let unresolvedName = Self(kind: .unresolvedName)

        /// The code's name.
        public var description: String { kind.rawValue }
    }

    /// What kind of fault it is.
    public let code: Code
    /// The line it is in, from 1; that of the section's name when something is missing there; nil when it is in no one
    /// line.
    public let line: Int?
    /// The key's name as `wg` spells it; nil when it is about none.
    public let key: String?
    /// What is wrong: a sentence in lower case, no full stop.
    public let message: String
    /// What can be done about it: a sentence in lower case, no full stop.
    public let remedy: String

    init(_ code: Code, line: Int? = nil, key: ConfigurationKey? = nil, message: String, remedy: String) {
        self.code = code
        self.line = line
        self.key = key?.rawValue
        self.message = message
        self.remedy = remedy
    }

    /// Line, key, message and remedy in one line.
    public var description: String {
        let place = [line.map { "line \($0)" }, key].compactMap(\.self).joined(separator: ", ")
        return (place.isEmpty ? "" : "\(place): ") + "\(message); \(remedy)"
    }
}

extension ConfigurationFileError: Equatable {
    /// Compares the codes only.
    public static func == (one: Self, other: Self) -> Bool {
        one.code == other.code
    }
}

extension ConfigurationFileError {
    static func twice(_ key: PublicKey, line: Int? = nil) -> Self {
        Self(
            .duplicate, line: line, key: .publicKey, message: "there is a peer \(key) already",
            remedy: "make one section of the two")
    }

    static func twice(_ prefix: IPPrefix, line: Int? = nil) -> Self {
        Self(
            .duplicate, line: line, key: .allowedIPs, message: "\(prefix) is another peer's already",
            remedy: "give it to one of them: WireGuard would take it from the first")
    }
}
