internal import Crypto

/// Who an agent is: the public half of the Ed25519 key (RFC 8032) it made when it joined.
public struct IdentityKey: ParsableValue, Comparable {
    private let key: KeyBytes

    init(_ key: KeyBytes) { self.key = key }

    /// - Throws: `ModelError.Code.invalidValue` unless there are exactly 32 bytes.
    public init(bytes: some Collection<UInt8>) throws(ModelError) {
        guard let key = KeyBytes(bytes) else {
            throw ModelError(
                .invalidValue, field: "identity", message: "an identity key has \(bytes.count) bytes",
                remedy: "give exactly 32 bytes")
        }
        self.key = key
    }

    public init(parsing text: String) throws(ModelError) {
        guard let key = KeyBytes(base64: text) else {
            throw .invalid(text, isNot: "an identity key", field: "identity", remedy: "give 44 characters of base64")
        }
        self.key = key
    }

    public var description: String { key.base64 }
    public var bytes: [UInt8] { key.withUnsafeBytes { Array($0) } }

    /// Whether the holder of the private half signed these bytes. A signature of another length is never valid.
    public func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        guard let verifier = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
        return verifier.isValidSignature(signature, for: message)
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.key < rhs.key }
}

/// The private half: made at join, never leaves its machine. Never coded, hashed or printed.
public struct IdentityPrivateKey: Sendable {
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

extension IdentityPrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "IdentityPrivateKey(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
