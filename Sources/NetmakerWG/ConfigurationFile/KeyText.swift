import Glibc
import Netlink
import NetmakerCore

/// Keys in base64 as `wg` writes them, read and written in memory that is zeroed: a String of one would stay on the
/// heap.
enum KeyText {
    /// 32 bytes in base64, padded (RFC 4648).
    private static let length = 44
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Lends the bytes of a key to `body`. Only the one spelling is taken that `wg` prints.
    static func withKey<Key>(
        inBase64 text: UnsafeRawBufferPointer,
        _ body: (UnsafeMutableBufferPointer<UInt8>) throws(ModelError) -> Key
    ) throws(ModelError) -> Key {
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 33)
        bytes.initialize(repeating: 0)
        defer {
            bytes.baseAddress.map { explicit_bzero($0, bytes.count) }
            bytes.deallocate()
        }
        guard text.count == length, text.last == UInt8(ascii: "=") else { throw malformed }
        for group in 0..<11 {
            var bits: UInt32 = 0
            for digit in text[(4 * group)..<(4 * group + 4)] {
                // The sign at the end counts as zeros.
                guard let value = group == 10 && digit == UInt8(ascii: "=") ? 0 : value(of: digit) else {
                    throw malformed
                }
                bits = bits << 6 | value
            }
            for index in 0..<3 { bytes[3 * group + index] = UInt8(truncatingIfNeeded: bits >> (16 - 8 * index)) }
        }
        // What follows the 32nd byte must be nothing.
        guard bytes[32] == 0, text[length - 2] != UInt8(ascii: "="), value(of: text[length - 2]).map({ $0 & 3 }) == 0
        else { throw malformed }
        return try body(UnsafeMutableBufferPointer(rebasing: bytes[..<32]))
    }

    /// Appends 32 bytes in base64.
    static func append(_ key: UnsafeRawBufferPointer, to text: inout WipedBuffer) {
        for start in stride(from: 0, to: key.count, by: 3) {
            var bits: UInt32 = 0
            let count = min(3, key.count - start)
            for index in 0..<3 { bits = bits << 8 | (index < count ? UInt32(key[start + index]) : 0) }
            for index in 0..<4 {
                text.append(index <= count ? alphabet[Int(bits >> (18 - 6 * index)) & 63] : UInt8(ascii: "="))
            }
        }
    }

    private static func value(of digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    private static var malformed: ModelError {
        ModelError(
            .invalidValue, message: "the key is not 44 characters of base64",
            remedy: "give one as wg genkey, wg pubkey and wg genpsk print it")
    }
}
