internal import Crypto
internal import CryptoExtras
public import NetmakerCore

extension PasswordHash {
    /// What a new password is kept with: 16 MiB and some 50 ms for each try (RFC 7914).
    public static let newCost = 16_384
    public static let newBlockSize = 8
    public static let newParallelization = 1

    /// Hashes a password for keeping. Takes tens of milliseconds: use `PasswordVerifier` where others wait for the
    /// thread.
    ///
    /// - Throws: `CryptoKitError` when there is no memory for it.
    public init(hashing password: Password, using generator: inout some RandomNumberGenerator) throws {
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        self.init(
            cost: Self.newCost, blockSize: Self.newBlockSize, parallelization: Self.newParallelization, salt: salt,
            derivedKey: try Self.derive(
                password, salt: salt, cost: Self.newCost, blockSize: Self.newBlockSize,
                parallelization: Self.newParallelization, length: 32))
    }

    /// Whether this is the password, compared in constant time.
    public func matches(_ password: Password) throws -> Bool {
        let candidate = try Self.derive(
            password, salt: salt, cost: cost, blockSize: blockSize, parallelization: parallelization,
            length: derivedKey.count)
        guard candidate.count == derivedKey.count else { return false }
        return zip(candidate, derivedKey).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func derive(
        _ password: Password, salt: [UInt8], cost: Int, blockSize: Int, parallelization: Int, length: Int
    ) throws -> [UInt8] {
        try KDF.Scrypt.deriveKey(
            from: password.bytes, salt: salt, outputByteCount: length, rounds: cost, blockSize: blockSize,
            parallelism: parallelization
        ).withUnsafeBytes { Array($0) }
    }
}
