import Glibc

/// A request to the kernel that did not succeed.
///
/// It keeps what the kernel said: the errno, the extended acknowledgement's sentence and the offset of the attribute it
/// complains of. Two errors are equal when their codes are.
public struct NetlinkError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it was.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String {
            case refused, socket, malformed, interrupted, overrun, silent, overlong
        }

        private let kind: Kind

        /// The kernel answered with an errno.
        public static let refused = Self(kind: .refused)
        /// A system call on the socket failed.
        public static let socket = Self(kind: .socket)
        /// A message from the kernel does not have the form it must have.
        public static let malformed = Self(kind: .malformed)
        /// The objects changed during each of several dumps.
        public static let interrupted = Self(kind: .interrupted)
        /// Answers were lost because the receive buffer was full. What was asked was done.
        public static let overrun = Self(kind: .overrun)
        /// No answer came in time.
        public static let silent = Self(kind: .silent)
        /// An attribute would be longer than 65,535 bytes.
        public static let overlong = Self(kind: .overlong)

        /// The code's name.
        public var description: String { kind.rawValue }
    }

    /// What kind of failure it was.
    public let code: Code
    /// What was being done, as a phrase: "add address 10.0.0.1/24 to nm-harbor".
    public var operation: String
    /// The errno that the kernel or the system call gave; nil where there was none.
    public let errno: CInt?
    /// The kernel's own sentence (extended acknowledgement); nil where it gave none.
    public let explanation: String?
    /// Where in the request lies what the kernel complains of, in bytes from its start; nil where it did not say.
    public let offset: Int?

    init(
        _ code: Code, operation: String = "", errno: CInt? = nil, explanation: String? = nil, offset: Int? = nil
    ) {
        self.code = code
        self.operation = operation
        self.errno = errno
        self.explanation = explanation
        self.offset = offset
    }

    /// What happened, in one sentence without a full stop.
    public var description: String {
        var text = operation.isEmpty ? "netlink: " : "\(operation): "
        switch code {
        case .interrupted: text += "the kernel's objects kept changing while they were read"
        case .silent: text += "the kernel did not answer in time"
        case .overrun: text += "answers were lost because the socket's buffer was full"
        default:
            text += [explanation, errno.map { String(cString: strerror($0)) }].compactMap(\.self)
                .joined(separator: " - ")
        }
        if let errno { text += " (errno \(errno))" }
        if let offset { text += " at byte \(offset) of the request" }
        return text
    }
}

extension NetlinkError: Equatable {
    /// Compares the codes only.
    public static func == (one: Self, other: Self) -> Bool {
        one.code == other.code
    }
}

extension NetlinkError {
    /// A message from outside that does not have the form it must have.
    public static func malformed(_ what: String) -> Self {
        Self(.malformed, explanation: what)
    }

    /// A refusal as the kernel would give it, for what can be seen to be impossible without asking.
    public static func refused(_ errno: CInt, operation: String) -> Self {
        Self(.refused, operation: operation, errno: errno)
    }

    /// An attribute that does not lie within what holds it.
    @usableFromInline
    static func attribute(of length: Int, where rest: Int) -> Self {
        .malformed("an attribute of \(length) bytes where \(rest) are left")
    }

    /// Content of another size than the value that is to be read.
    @usableFromInline
    static func content(of length: Int, where size: Int) -> Self {
        .malformed("\(length) bytes where a value of \(size) must be")
    }

    static func overlong(attribute type: UInt16) -> Self {
        Self(.overlong, explanation: "attribute \(type) is longer than 65,535 bytes")
    }

    /// A failed system call, by the thread's errno.
    static func socket(_ operation: String, _ errno: CInt) -> Self {
        Self(.socket, operation: operation, errno: errno)
    }

    /// The same error, named for what was being done, unless something nearer named it already.
    func during(_ operation: @autoclosure () -> String) -> Self {
        guard self.operation.isEmpty else { return self }
        var named = self
        named.operation = operation()
        return named
    }
}
