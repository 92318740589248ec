internal import Crypto

/// 256 random bits that open something: an access key, a session token. Shown once to whom it belongs, kept only as a
/// `SecretHash`, never printed.
///
/// Its text is 43 characters of base64url (RFC 4648, without padding), safe in shells, URLs and JSON.
public struct Secret: Sendable, Redacted {
    private let bytes: [UInt8]

    /// A new one, from the system's generator unless a test gives its own.
    public init(using generator: inout some RandomNumberGenerator) {
        bytes = (0..<4).flatMap { _ in
            withUnsafeBytes(of: generator.next() as UInt64) { Array($0) }
        }
    }

    public init() {
        var generator = SystemRandomNumberGenerator()
        self.init(using: &generator)
    }

    /// - Throws: `ModelError.Code.invalidValue` when the text is not 43 characters of base64url. The text itself is
    ///   never repeated in the error.
    public init(parsing text: String) throws(ModelError) {
        guard let decoded = Base64URL.decode(text), decoded.count == 32 else {
            throw ModelError(
                .invalidValue, field: "key", message: "the secret is not 43 characters of base64url",
                remedy: "copy it again, whole; it is shown only once, so make a new one if it is lost")
        }
        bytes = decoded
    }

    /// The one way to the text: for the answer that shows it to its owner, and for the 0600 file that keeps it.
    public func revealed() -> String { Base64URL.encode(bytes) }

    /// What the server keeps. A fast hash is enough: the input has 256 bits of entropy.
    public var hash: SecretHash { SecretHash(digest: Array(SHA256.hash(data: bytes))) }
}
