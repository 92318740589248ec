/// A WireGuard public key: 32 bytes of X25519 (RFC 7748), written as `wg` writes it.
public struct PublicKey: ParsableValue, Comparable {
    private let key: KeyBytes

    init(_ key: KeyBytes) { self.key = key }

    /// - Throws: `ModelError.Code.invalidValue` unless there are exactly 32 bytes.
    public init(bytes: some Collection<UInt8>) throws(ModelError) {
        guard let key = KeyBytes(bytes) else {
            throw ModelError(
                .invalidValue, field: "publicKey", message: "a public key has \(bytes.count) bytes",
                remedy: "give exactly 32 bytes")
        }
        self.key = key
    }

    /// The key as it stands in a message.
    ///
    /// - Returns: nil unless there are exactly 32 bytes.
    package init?(loading bytes: RawSpan) {
        guard let key = KeyBytes(loading: bytes) else { return nil }
        self.key = key
    }

    /// 44 characters of base64, in the one spelling `wg` prints.
    public init(parsing text: String) throws(ModelError) {
        guard let key = KeyBytes(base64: text) else {
            throw .invalid(
                text, isNot: "a public key", field: "publicKey",
                remedy: "give 44 characters of base64, as wg pubkey prints them")
        }
        self.key = key
    }

    public var description: String { key.base64 }
    /// The 32 bytes.
    public var bytes: [UInt8] { key.withUnsafeBytes { Array($0) } }

    /// The 32 bytes where they stand, for as long as `body` runs.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try key.withUnsafeBytes(body)
    }

    /// The 32 bytes as they lie in memory.
    package var words: (UInt64, UInt64, UInt64, UInt64) { key.words }

    /// A number that depends on every byte and on a seed, by which a table finds the key.
    package func mixed(with seed: UInt64) -> UInt64 { key.mixed(with: seed) }

    /// By bytes, the first counting most.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.key < rhs.key }
}
