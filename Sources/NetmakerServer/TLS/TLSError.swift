/// Why a TLS identity is not there to be shown. Equality is by code.
public struct TLSError: Error, Sendable {
    /// What went wrong, for programs to branch on.
    public struct Code: Hashable, Sendable {
        private enum Value { case unreadable, notOurs, busy }
        private let value: Value

        /// A file holds something else than a key and its certificates.
        public static let unreadable = Code(value: .unreadable)
        /// The certificate was given by the operator: only they can replace it.
        public static let notOurs = Code(value: .notOurs)
        /// A rotation is under way.
        public static let busy = Code(value: .busy)
    }

    public let code: Code
    /// What happened, with the values in it.
    public let message: String
    /// What the reader can do next.
    public let remedy: String

    static func unreadable(_ why: String, in path: String = "the TLS identity") -> TLSError {
        TLSError(
            code: .unreadable, message: "\(path) cannot be read: \(why)",
            remedy: "restore the file from a backup; a new identity is made when it is gone, and agents must join anew")
    }

    public static let busy = TLSError(
        code: .busy, message: "the TLS key is being rotated already", remedy: "wait until that is done")

    /// For who would rotate a certificate that `ServedIdentity` took from the operator's files.
    public static let notOurs = TLSError(
        code: .notOurs, message: "the certificate was given by --tls-certificate and is not the server's to rotate",
        remedy: "replace the files and restart the server")
}

extension TLSError: Equatable, CustomStringConvertible {
    public static func == (lhs: TLSError, rhs: TLSError) -> Bool { lhs.code == rhs.code }

    public var description: String { "\(message); \(remedy)" }
}
