/// Why the other side did not do what was asked, as it travels: a code for programs, a sentence and a remedy for
/// people. Equality is by code.
public struct AgentProtocolError: Error, Sendable {
    /// An extensible set: a reader keeps a code it does not know.
    public struct Code: Hashable, Sendable, RawRepresentable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The frame or request does not decode, or a field has no meaning.
        public static let malformed = Code(rawValue: "malformed")
        /// A frame that may not come now.
        public static let unexpected = Code(rawValue: "unexpected")
        /// The other side speaks a version this one does not.
        public static let unsupportedVersion = Code(rawValue: "unsupported_version")
        /// The signature does not fit, or its nonce was never given, is spent or too old.
        public static let unauthenticated = Code(rawValue: "unauthenticated")
        /// The key admits nobody (any more), there is no network that it could admit to, or the node may not do this.
        public static let refused = Code(rawValue: "refused")
        /// The server has never known this node. Not a removal: the agent keeps its tunnel.
        public static let unknownNode = Code(rawValue: "unknown_node")
        /// The node was one and is no more; the message says why.
        public static let removed = Code(rawValue: "removed")
        /// Somebody else has the name, the key or the address.
        public static let conflict = Code(rawValue: "conflict")
        /// Nothing is left to give: addresses, or places under a limit.
        public static let exhausted = Code(rawValue: "exhausted")
        /// It is another server than the agent joined.
        public static let wrongServer = Code(rawValue: "wrong_server")
        /// The server cannot be reached, or not now.
        public static let unavailable = Code(rawValue: "unavailable")
        /// The session has ended: nothing more can be said in it. Never travels.
        public static let sessionOver = Code(rawValue: "session_over")
    }

    public let code: Code
    /// What happened, with the values in it.
    public let message: String
    /// What the reader can do next.
    public let remedy: String

    public init(_ code: Code, message: String, remedy: String) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    /// What is said in a session that has ended.
    public static let sessionOver = AgentProtocolError(
        .sessionOver, message: "the session is over", remedy: "open a new session")
}

extension AgentProtocolError: Equatable, CustomStringConvertible {
    public static func == (lhs: AgentProtocolError, rhs: AgentProtocolError) -> Bool { lhs.code == rhs.code }

    public var description: String { "\(message); \(remedy)" }
}
