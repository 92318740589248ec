/// A password as it is kept: scrypt (RFC 7914) with its salt and parameters. Never printed.
public struct PasswordHash: Hashable, Sendable, Codable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The cost parameter N, a power of two.
    public let cost: Int
    /// The block size r.
    public let blockSize: Int
    /// The parallelization p.
    public let parallelization: Int
    public let salt: [UInt8]
    public let derivedKey: [UInt8]

    public init(cost: Int, blockSize: Int, parallelization: Int, salt: [UInt8], derivedKey: [UInt8]) {
        self.cost = cost
        self.blockSize = blockSize
        self.parallelization = parallelization
        self.salt = salt
        self.derivedKey = derivedKey
    }

    public var description: String { "PasswordHash(redacted)" }
    public var debugDescription: String { description }
}

extension PasswordHash: CustomReflectable {
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
