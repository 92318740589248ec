internal import Crypto

/// The private half of an `IdentityKey`: made at join, never leaves its machine. Never coded, hashed or printed.
public struct IdentityPrivateKey: Sendable, Redacted {
    private let key: KeyBytes
    /// The half the server knows.
    public let identityKey: IdentityKey

    /// A new key from the system's generator.
    public static func generate() -> IdentityPrivateKey { IdentityPrivateKey(Curve25519.Signing.PrivateKey()) }

    /// The base64 that `base64RevealingSecret` gave. The text is never repeated in the error.
    public init(parsing text: String) throws(ModelError) {
        guard let key = KeyBytes(base64: text),
            let signer = key.withUnsafeBytes({ try? Curve25519.Signing.PrivateKey(rawRepresentation: Array($0)) })
        else {
            throw ModelError(
                .invalidValue, field: "identityKey", message: "the identity key is not 44 characters of base64",
                remedy: "restore the file that kept it, or join again")
        }
        self.init(signer)
    }

    private init(_ signer: Curve25519.Signing.PrivateKey) {
        guard let key = KeyBytes(Array(signer.rawRepresentation)),
            let publicKey = KeyBytes(Array(signer.publicKey.rawRepresentation))
        else { preconditionFailure("an Ed25519 key has 32 bytes") }
        self.key = key
        identityKey = IdentityKey(publicKey)
    }

    /// 64 bytes that only the holder of this key can make for these bytes.
    public func sign(_ message: [UInt8]) throws -> [UInt8] {
        let signer = try key.withUnsafeBytes { try Curve25519.Signing.PrivateKey(rawRepresentation: Array($0)) }
        return Array(try signer.signature(for: message))
    }

    /// The text for the one 0600 file that keeps it.
    public func base64RevealingSecret() -> String { key.base64 }
}
