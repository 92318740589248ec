/// Why the control plane did not do what was asked. Equality is by code.
public struct ControlError: Error, Sendable {
    /// What went wrong, for programs to branch on.
    public struct Code: Hashable, Sendable {
        private enum Value {
            case unauthenticated, forbidden, invalidValue, unsupported, notFound, gone, refused, conflict, exhausted
            case preconditionFailed, full, overloaded, unavailable
        }
        private let value: Value

        /// Nobody in particular asked, or the name and password do not fit.
        public static let unauthenticated = Code(value: .unauthenticated)
        /// The asker is known and may not do this.
        public static let forbidden = Code(value: .forbidden)
        /// A value that cannot be; the field says which.
        public static let invalidValue = Code(value: .invalidValue)
        /// A value of a later release.
        public static let unsupported = Code(value: .unsupported)
        /// There is no such object.
        public static let notFound = Code(value: .notFound)
        /// The node that asks was one and is no more.
        public static let gone = Code(value: .gone)
        /// The access key admits nobody (any more), or the step is over.
        public static let refused = Code(value: .refused)
        /// Somebody else has the name, the key or the address.
        public static let conflict = Code(value: .conflict)
        /// No address, or no place under a limit, is left.
        public static let exhausted = Code(value: .exhausted)
        /// The object changed since the asker read it; the message names the revision it stands at.
        public static let preconditionFailed = Code(value: .preconditionFailed)
        /// There is no room to write.
        public static let full = Code(value: .full)
        /// Too much is waiting already.
        public static let overloaded = Code(value: .overloaded)
        /// The state is not loaded, cannot be written, or the server is stopping.
        public static let unavailable = Code(value: .unavailable)
    }

    public let code: Code
    /// The field of the request it is about, as the request spells it; nil when it is about none.
    public let field: String?
    /// What happened, with the values in it.
    public let message: String
    /// What the reader can do next.
    public let remedy: String
    /// The error beneath; nil when this is the first to notice.
    public let cause: (any Error)?

    public init(_ code: Code, field: String? = nil, message: String, remedy: String, cause: (any Error)? = nil) {
        self.code = code
        self.field = field
        self.message = message
        self.remedy = remedy
        self.cause = cause
    }
}

extension ControlError: Equatable, CustomStringConvertible {
    public static func == (lhs: ControlError, rhs: ControlError) -> Bool { lhs.code == rhs.code }

    public var description: String { "\(message); \(remedy)" }
}
