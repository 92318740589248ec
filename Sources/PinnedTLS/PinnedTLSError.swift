public import NetmakerCore

/// Why a server was not taken for the one that was meant. Equality is by code.
public struct PinnedTLSError: Error, Sendable {
    /// What went wrong, for programs to branch on.
    public struct Code: Hashable, Sendable {
        private enum Value { case noCertificate, foreignKey, unreadable }
        private let value: Value

        /// The server showed nothing.
        public static let noCertificate = Code(value: .noCertificate)
        /// The server has another key than any that is pinned.
        public static let foreignKey = Code(value: .foreignKey)
        /// A certificate's key cannot be read.
        public static let unreadable = Code(value: .unreadable)
    }

    public let code: Code
    /// What happened, with the values in it.
    public let message: String
    /// What the reader can do next.
    public let remedy: String
    /// The pin of the key the server showed; nil when it showed none.
    public let shown: CertificatePin?

    static let noCertificate = PinnedTLSError(
        code: .noCertificate, message: "the server showed no certificate", remedy: "check that it is the right port",
        shown: nil)

    static func foreignKey(shown pin: CertificatePin) -> PinnedTLSError {
        PinnedTLSError(
            code: .foreignKey, message: "the server has key \(pin), which is not a pinned one",
            remedy: "check the address; if the server was made anew, get a new token or pin from its operator",
            shown: pin)
    }

    static func unreadable(_ cause: any Error) -> PinnedTLSError {
        PinnedTLSError(
            code: .unreadable, message: "the server's certificate cannot be read: \(cause)",
            remedy: "check that it is the right port", shown: nil)
    }
}

extension PinnedTLSError: Equatable, CustomStringConvertible {
    public static func == (lhs: PinnedTLSError, rhs: PinnedTLSError) -> Bool { lhs.code == rhs.code }

    public var description: String { "\(message); \(remedy)" }
}
