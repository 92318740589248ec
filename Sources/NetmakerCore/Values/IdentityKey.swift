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

    /// 44 characters of padded base64.
    public init(parsing text: String) throws(ModelError) {
        guard let key = KeyBytes(base64: text) else {
            throw .invalid(text, isNot: "an identity key", field: "identity", remedy: "give 44 characters of base64")
        }
        self.key = key
    }

    public var description: String { key.base64 }
    /// The 32 bytes.
    public var bytes: [UInt8] { key.withUnsafeBytes { Array($0) } }

    /// Whether the holder of the private half signed these bytes. A signature of another length is never valid.
    public func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        guard let verifier = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
        return verifier.isValidSignature(signature, for: message)
    }

    /// By bytes, the first counting most.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.key < rhs.key }
}
