/// Why a server did not do what was asked of it. Equality is by code.
public struct APIError: Error, Sendable {
    /// What went wrong, for programs to branch on.
    public struct Code: Hashable, Sendable {
        private enum Value { case unreachable, untrusted, unexpectedAnswer, problem }
        private let value: Value

        /// No connection, or no answer in time: whether the request was done is not known.
        public static let unreachable = Code(value: .unreachable)
        /// Whoever answers does not show a key that was pinned, or no certificate that is trusted.
        public static let untrusted = Code(value: .untrusted)
        /// The answer is none of this interface: perhaps another program listens there.
        public static let unexpectedAnswer = Code(value: .unexpectedAnswer)
        /// The server said no; `problem` says why.
        public static let problem = Code(value: .problem)
    }

    public let code: Code
    /// What happened, with the values in it.
    public let message: String
    /// What the reader can do next.
    public let remedy: String
    /// The server's own words; nil unless the code is `problem`.
    public let problem: Problem?
    /// The error beneath; nil when this is the first to notice.
    public let cause: (any Error)?

    public init(_ code: Code, message: String, remedy: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
        problem = nil
        self.cause = cause
    }

    /// What a server said.
    public init(_ problem: Problem) {
        code = .problem
        message = problem.detail
        remedy = problem.remedy
        self.problem = problem
        cause = nil
    }
}

extension APIError: Equatable, CustomStringConvertible {
    public static func == (lhs: APIError, rhs: APIError) -> Bool { lhs.code == rhs.code }

    public var description: String { "\(message); \(remedy)" }
}
