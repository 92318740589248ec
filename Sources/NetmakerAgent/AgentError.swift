internal import NetmakerCore

/// Why an agent could not do what it was asked. Equality is by code.
public struct AgentError: Error, Sendable {
    /// What kind of failure it was, for programs.
    public struct Code: Hashable, Sendable {
        private enum Value: Hashable, Sendable {
            case invalidInput, alreadyMember, notMember, overlapping, damagedFile, busy, refused, unreachable, failed
        }
        private let value: Value
        private init(_ value: Value) { self.value = value }

        /// What was typed has no meaning.
        public static let invalidInput = Code(.invalidInput)
        /// The machine is a node of the network already.
        public static let alreadyMember = Code(.alreadyMember)
        /// The machine is no node of the network.
        public static let notMember = Code(.notMember)
        /// The network's addresses are those of another the machine is in.
        public static let overlapping = Code(.overlapping)
        /// A file of ours does not say what it must.
        public static let damagedFile = Code(.damagedFile)
        /// Another process works on the network.
        public static let busy = Code(.busy)
        /// The server said no.
        public static let refused = Code(.refused)
        /// The server, or the daemon, did not answer.
        public static let unreachable = Code(.unreachable)
        /// Anything else; `cause` tells.
        public static let failed = Code(.failed)
    }

    public let code: Code
    /// What happened, with the values in it.
    public let message: String
    /// What the reader can do next.
    public let remedy: String
    /// What led to it; nil when it began here.
    public let cause: (any Error)?

    public init(_ code: Code, message: String, remedy: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.cause = cause
    }

    static func leaving(_ network: NetworkName) -> AgentError {
        AgentError(
            .notMember, message: "this machine is leaving network \(network)",
            remedy: "its daemon finishes that, or netclient leave -n \(network)")
    }

    static func notMember(of network: NetworkName) -> AgentError {
        AgentError(
            .notMember, message: "this machine is not in network \(network)",
            remedy: "see netclient list for those it is in, or join with netclient join -t TOKEN")
    }
}

extension AgentError: Equatable, CustomStringConvertible {
    public static func == (lhs: AgentError, rhs: AgentError) -> Bool { lhs.code == rhs.code }

    public var description: String { "\(message); \(remedy)" }
}
