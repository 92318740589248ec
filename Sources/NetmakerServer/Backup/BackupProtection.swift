internal import Crypto
internal import CryptoExtras
internal import Foundation
internal import NetmakerControl

/// How the key of a protected backup comes from its passphrase: scrypt (RFC 7914), with a salt that is used once, as is
/// the key.
struct BackupProtection: Codable, Equatable {
    let kind: String
    let cost: Int
    let blockSize: Int
    let parallelization: Int
    let salt: Data

    private static let kind = "scrypt, chacha20-poly1305"
    /// 64 MiB and some 200 ms for each try.
    private static let cost = 65_536
    private static let costs = 16_384...1_048_576
    private static let saltSize = 32

    static func new() -> BackupProtection {
        var random = SystemRandomNumberGenerator()
        return BackupProtection(
            kind: kind, cost: cost, blockSize: 8, parallelization: 1,
            salt: Data((0..<saltSize).map { _ in UInt8.random(in: .min ... .max, using: &random) }))
    }

    /// Whether this release knows it, and it asks for no more memory than any backup of ours.
    var isKnown: Bool {
        kind == Self.kind && Self.costs.contains(cost) && cost.nonzeroBitCount == 1 && blockSize == 8
            && parallelization == 1 && salt.count == Self.saltSize
    }

    func seal(_ passphrase: Password, over header: [UInt8]) throws -> BackupSeal {
        let key = try KDF.Scrypt.deriveKey(
            from: passphrase.bytes, salt: salt, outputByteCount: 32, rounds: cost, blockSize: blockSize,
            parallelism: parallelization)
        return BackupSeal(key: key, header: Array(SHA256.hash(data: header)))
    }
}

/// Makes chunks of a backup unreadable, and readable again. A chunk opens at its own place under its own header only.
struct BackupSeal {
    static let tagSize = 16

    let key: SymmetricKey
    /// The sum of what stands before the chunks.
    let header: [UInt8]

    func seal(_ chunk: [UInt8], number: Int) throws -> [UInt8] {
        let box = try ChaChaPoly.seal(chunk, using: key, nonce: try nonce(number), authenticating: header)
        return Array(box.ciphertext + box.tag)
    }

    /// - Throws: `CryptoKitError` when it is not what was sealed, or was sealed with another passphrase.
    func open(_ sealed: [UInt8], number: Int) throws -> [UInt8] {
        let box = try ChaChaPoly.SealedBox(
            nonce: try nonce(number), ciphertext: sealed.dropLast(Self.tagSize), tag: sealed.suffix(Self.tagSize))
        return Array(try ChaChaPoly.open(box, using: key, authenticating: header))
    }

    /// The key is one backup's alone, so counting is enough.
    private func nonce(_ number: Int) throws -> ChaChaPoly.Nonce {
        try ChaChaPoly.Nonce(data: [0, 0, 0, 0] + withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) })
    }
}
