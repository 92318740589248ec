internal import Crypto

/// A WireGuard private key: never coded, hashed or printed. Its text leaves by one named function only.
public struct PrivateKey: Sendable, Redacted {
    private let key: KeyBytes
    /// The key that belongs to it.
    public let publicKey: PublicKey

    /// A new key from the system's generator.
    public static func generate() -> PrivateKey {
        PrivateKey(Curve25519.KeyAgreement.PrivateKey())
    }

    /// - Throws: `ModelError.Code.invalidValue` unless there are exactly 32 bytes.
    public init(bytes: some Collection<UInt8>) throws(ModelError) {
        guard let key = KeyBytes(bytes), let agreement = Self.agreementKey(key) else { throw Self.malformed }
        self.init(agreement)
    }

    /// The base64 that `wg genkey` prints. The text is never repeated in the error.
    public init(parsing text: String) throws(ModelError) {
        guard let key = KeyBytes(base64: text), let agreement = Self.agreementKey(key) else { throw Self.malformed }
        self.init(agreement)
    }

    private init(_ agreement: Curve25519.KeyAgreement.PrivateKey) {
        var bytes = Array(agreement.rawRepresentation)
        // Clamped as the kernel keeps it, so that what is read back compares equal.
        bytes[0] &= 248
        bytes[31] = bytes[31] & 127 | 64
        guard let key = KeyBytes(bytes), let publicKey = KeyBytes(Array(agreement.publicKey.rawRepresentation)) else {
            preconditionFailure("an X25519 key has 32 bytes")
        }
        self.key = key
        self.publicKey = PublicKey(publicKey)
    }

    private static func agreementKey(_ key: KeyBytes) -> Curve25519.KeyAgreement.PrivateKey? {
        key.withUnsafeBytes { try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: Array($0)) }
    }

    /// The text for the one 0600 file that keeps it.
    public func base64RevealingSecret() -> String { key.base64 }

    /// The bytes, for as long as `body` runs: for the kernel.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try key.withUnsafeBytes(body)
    }

    private static var malformed: ModelError {
        ModelError(
            .invalidValue, field: "privateKey", message: "the private key is not 44 characters of base64",
            remedy: "give one as wg genkey prints it")
    }
}
