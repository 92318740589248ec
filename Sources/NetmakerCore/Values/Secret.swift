internal import Crypto

/// 256 random bits that open something: an access key, a session token. Shown once to whom it belongs, kept only as a
/// `SecretHash`, never printed.
///
/// Its text is 43 characters of base64url (RFC 4648, without padding), safe in shells, URLs and JSON.
public struct Secret: Sendable {
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

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Secret(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// The SHA-256 of a `Secret`. Looked up by equality: an attacker who can time the lookup learns a prefix of a hash, from
/// which nothing leads back to 256 random bits.
public struct SecretHash: Hashable, Sendable, Codable {
    let digest: [UInt8]

    init(digest: [UInt8]) { self.digest = digest }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let digest = Base64URL.decode(try container.decode(String.self)), digest.count == 32 else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a SHA-256 in base64url")
        }
        self.digest = digest
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Base64URL.encode(digest))
    }
}
