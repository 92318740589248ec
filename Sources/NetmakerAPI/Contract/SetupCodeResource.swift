public import NetmakerCore

/// The answer to `POST /admin/setup-code`, on the operator's socket.
public struct SetupCodeResource: Hashable, Sendable, Codable {
    public let code: ConfidentialText
    /// Where it lies, for its owner alone.
    public let file: String
    public let expiresAt: Timestamp

    public init(code: ConfidentialText, file: String, expiresAt: Timestamp) {
        self.code = code
        self.file = file
        self.expiresAt = expiresAt
    }
}
