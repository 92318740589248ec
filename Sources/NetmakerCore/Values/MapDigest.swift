internal import Crypto

/// A fingerprint that adds up: the digest of a set is the sum of its elements' digests, so that one changed element
/// costs one subtraction and one addition. 128 bits; it tells accident from equality, not friend from foe.
public struct MapDigest: ParsableValue {
    // Two halves, for the reason given in `IPv6Address`.
    private let high: UInt64
    private let low: UInt64

    /// The digest with this number.
    public init(rawValue: UInt128) {
        high = UInt64(truncatingIfNeeded: rawValue >> 64)
        low = UInt64(truncatingIfNeeded: rawValue)
    }

    /// The sum, modulo 2^128.
    public var rawValue: UInt128 { UInt128(high) << 64 | UInt128(low) }

    /// The first 16 bytes of the SHA-256 of an element's canonical bytes.
    public init(hashing canonical: [UInt8]) {
        (high, low) = SHA256.hash(data: canonical).withUnsafeBytes { hash in
            (
                UInt64(bigEndian: hash.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                UInt64(bigEndian: hash.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    /// The digest of nothing.
    public static let zero = MapDigest(rawValue: 0)

    /// Puts an element in.
    public static func += (sum: inout MapDigest, element: MapDigest) {
        sum = MapDigest(rawValue: sum.rawValue &+ element.rawValue)
    }

    /// Takes an element out.
    public static func -= (sum: inout MapDigest, element: MapDigest) {
        sum = MapDigest(rawValue: sum.rawValue &- element.rawValue)
    }

    /// 32 hexadecimal digits in lower case.
    public init(parsing text: String) throws(ModelError) {
        guard let number = Hexadecimal.parse(text, digits: 32, as: UInt128.self) else {
            throw .invalid(text, isNot: "a digest", field: "digest", remedy: "give 32 hexadecimal digits in lower case")
        }
        self.init(rawValue: number)
    }

    public var description: String { Hexadecimal.text(of: rawValue, digits: 32) }
}
