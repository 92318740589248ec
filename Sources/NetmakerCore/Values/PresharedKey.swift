/// A WireGuard preshared key: 32 secret bytes two peers mix into their handshakes. Never coded, hashed or printed.
public struct PresharedKey: Sendable, Redacted {
    private let key: KeyBytes

    /// A new key from the system's generator.
    public static func generate() -> PresharedKey {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<KeyBytes.count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        guard let key = KeyBytes(bytes) else { preconditionFailure("32 bytes were made") }
        return PresharedKey(key)
    }

    private init(_ key: KeyBytes) { self.key = key }

    /// - Throws: `ModelError.Code.invalidValue` unless there are exactly 32 bytes.
    public init(bytes: some Collection<UInt8>) throws(ModelError) {
        guard let key = KeyBytes(bytes) else { throw Self.malformed }
        self.key = key
    }

    /// The base64 that `wg genpsk` prints. The text is never repeated in the error.
    public init(parsing text: String) throws(ModelError) {
        guard let key = KeyBytes(base64: text) else { throw Self.malformed }
        self.key = key
    }

    /// Equality in constant time.
    public func isEqual(to other: PresharedKey) -> Bool { key.isEqualInConstantTime(to: other.key) }

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
            .invalidValue, field: "presharedKey", message: "the preshared key is not 44 characters of base64",
            remedy: "give one as wg genpsk prints it")
    }
}
