/// Something that could not be done to a WireGuard interface.
///
/// `message` says what happened with the values in it, `remedy` what can be done next; both are sentences in lower case
/// without a full stop. Two errors are equal when their codes are.
public struct WireGuardError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it was.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String {
            case interfaceGone, refused, foreignInterface, noImplementation, notStarted, malformed, unresponsive
            case routeExists
        }

        private let kind: Kind

        /// The interface does not exist, or nobody answers for it any more. Opening it again makes it anew, empty.
        public static let interfaceGone = Self(kind: .interfaceGone)
        /// WireGuard, or the kernel, said no.
        public static let refused = Self(kind: .refused)
        /// An interface of that name exists, and it is none of ours.
        public static let foreignInterface = Self(kind: .foreignInterface)
        /// Neither the kernel nor any program on this machine speaks WireGuard.
        public static let noImplementation = Self(kind: .noImplementation)
        /// A userspace implementation was found, and did not start or stop as it should.
        public static let notStarted = Self(kind: .notStarted)
        /// An answer does not have the form it must have.
        public static let malformed = Self(kind: .malformed)
        /// A userspace implementation is there, and does not answer.
        public static let unresponsive = Self(kind: .unresponsive)
        /// Someone else's route leads to that network already.
        public static let routeExists = Self(kind: .routeExists)

        /// The code's name.
        public var description: String { kind.rawValue }
    }

    /// What kind of failure it was.
    public let code: Code
    /// What happened.
    public let message: String
    /// What can be done about it.
    public let remedy: String
    /// What the kernel said, with its errno and its own words; nil when the failure came from elsewhere.
    public let cause: (any Error)?
    /// What the device was right after a plan for it had failed, to plan again from; nil for any other failure, and
    /// when the device could not be read.
    public let state: DeviceState?

    /// A failure.
    public init(
        _ code: Code, message: String, remedy: String, cause: (any Error)? = nil, state: DeviceState? = nil
    ) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.cause = cause
        self.state = state
    }

    /// Message and remedy in one line.
    public var description: String { "\(message): \(remedy)" }
}

extension WireGuardError: Equatable {
    /// Compares the codes only.
    public static func == (one: Self, other: Self) -> Bool {
        one.code == other.code
    }
}
