internal import FoundationEssentials

/// 32 bytes as four numbers, so that a key is a plain value with no storage of its own.
struct KeyBytes: Hashable, Sendable {
    static let count = 32
    private(set) var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// Nil for another number of bytes.
    init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.count else { return nil }
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    /// Nil for another number of bytes.
    init?(loading bytes: RawSpan) {
        guard bytes.byteCount == Self.count else { return nil }
        words = bytes.unsafeLoadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
    }

    /// Nil for anything but the padded base64 of 32 bytes: 44 characters, the way `wg` writes keys.
    init?(base64 text: String) {
        // Only the canonical text: of the four spellings that decode to the same bytes, the one we would write.
        guard text.utf8.count == 44, let data = Data(base64Encoded: text), data.base64EncodedString() == text else {
            return nil
        }
        self.init(data)
    }

    var base64: String { withUnsafeBytes { Data($0).base64EncodedString() } }

    func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeBytes(of: words, body)
    }

    static func == (lhs: Self, rhs: Self) -> Bool { lhs.words == rhs.words }

    /// Equality in constant time, for secrets.
    func isEqualInConstantTime(to other: Self) -> Bool {
        let difference =
            (words.0 ^ other.words.0) | (words.1 ^ other.words.1) | (words.2 ^ other.words.2)
            | (words.3 ^ other.words.3)
        return difference == 0
    }

    /// A number that depends on every byte, for tables of many keys: as cheap as a number can be whose collisions
    /// cannot be made by who does not know the seed. Two products, folded (as wyhash does).
    func mixed(with seed: UInt64) -> UInt64 {
        // Each factor has a part of its own that nobody knows: one that could be chosen to be 0 would make all of it 0.
        let other = seed.byteSwapped ^ 0x9E37_79B9_7F4A_7C15
        let first = (words.0 ^ seed).multipliedFullWidth(by: words.1 ^ other)
        let second = (words.2 ^ first.high ^ seed).multipliedFullWidth(by: words.3 ^ first.low ^ other)
        return second.high ^ second.low ^ first.high
    }

    func hash(into hasher: inout Hasher) { withUnsafeBytes { hasher.combine(bytes: $0) } }

    /// As numbers whose first byte counts most, the words compare as the bytes do.
    static func < (lhs: Self, rhs: Self) -> Bool {
        if lhs.words.0 != rhs.words.0 { return lhs.words.0.bigEndian < rhs.words.0.bigEndian }
        if lhs.words.1 != rhs.words.1 { return lhs.words.1.bigEndian < rhs.words.1.bigEndian }
        if lhs.words.2 != rhs.words.2 { return lhs.words.2.bigEndian < rhs.words.2.bigEndian }
        return lhs.words.3.bigEndian < rhs.words.3.bigEndian
    }
}
