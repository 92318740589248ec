/// Why a value, a command or a text was not accepted. Equality is by code, so that a test or a caller can match without
/// the words.
public struct ModelError: Error, Sendable {
    /// What went wrong, for programs to branch on. Extensible: cases may be added.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case invalidValue, notFound, conflict, notUnique, exhausted, expired, refused, unsupported
            case preconditionFailed
        }

        private let value: Value

        /// A text or number that is no such value.
        public static let invalidValue = Code(value: .invalidValue)
        /// What was named does not exist.
        public static let notFound = Code(value: .notFound)
        /// It does not fit what is already there.
        public static let conflict = Code(value: .conflict)
        /// Somebody else has the name, key or address.
        public static let notUnique = Code(value: .notUnique)
        /// Nothing is left to give.
        public static let exhausted = Code(value: .exhausted)
        /// Its time is over.
        public static let expired = Code(value: .expired)
        /// It is not allowed.
        public static let refused = Code(value: .refused)
        /// This release cannot do it.
        public static let unsupported = Code(value: .unsupported)
        /// The object is not at the revision the caller had seen.
        public static let preconditionFailed = Code(value: .preconditionFailed)

        public var description: String { value.rawValue }
    }

    public let code: Code
    /// The field, flag or key of the offending input; nil when no one field is to blame.
    public let field: String?
    /// What happened, with the values in it: a sentence in lower case, no full stop.
    public let message: String
    /// What the reader can do next: a sentence in lower case, no full stop.
    public let remedy: String

    public init(_ code: Code, field: String? = nil, message: String, remedy: String) {
        self.code = code
        self.field = field
        self.message = message
        self.remedy = remedy
    }

    /// The same error about another field: a value does not know what its holder calls it.
    public func at(field: String) -> ModelError {
        ModelError(code, field: field, message: message, remedy: remedy)
    }
}

extension ModelError: Equatable, CustomStringConvertible {
    public static func == (lhs: ModelError, rhs: ModelError) -> Bool { lhs.code == rhs.code }

    public var description: String { "\(message); \(remedy)" }
}
