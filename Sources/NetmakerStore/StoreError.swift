/// Why the store did not do what was asked. Equality is by code.
public struct StoreError: Error, Sendable {
    /// What went wrong, for programs to branch on.
    public struct Code: Hashable, Sendable {
        private enum Value { case conflict, corrupt, foreign, newer, locked, full, unavailable }
        private let value: Value

        /// Somebody else committed in between.
        public static let conflict = Code(value: .conflict)
        /// What is stored does not decode or contradicts itself.
        public static let corrupt = Code(value: .corrupt)
        /// The file is another program's.
        public static let foreign = Code(value: .foreign)
        /// The file was written by a newer release.
        public static let newer = Code(value: .newer)
        /// Another process has the store open.
        public static let locked = Code(value: .locked)
        /// There is no room to write.
        public static let full = Code(value: .full)
        /// The store cannot be reached, read or written for another reason.
        public static let unavailable = Code(value: .unavailable)
    }

    public let code: Code
    /// What happened, with the values in it.
    public let message: String
    /// What the reader can do next.
    public let remedy: String
    /// The error beneath; nil when this is the first to notice.
    public let cause: (any Error)?

    public init(_ code: Code, message: String, remedy: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.cause = cause
    }
}

extension StoreError: Equatable, CustomStringConvertible {
    public static func == (lhs: StoreError, rhs: StoreError) -> Bool { lhs.code == rhs.code }

    public var description: String { "\(message); \(remedy)" }
}
