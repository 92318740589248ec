import Glibc
import NetmakerCore

extension UAPIResponse {
    /// The private key in an answer to `get`; nil when the device has none.
    ///
    /// - Throws: ``WireGuardError/Code/refused`` when the answer is an errno instead, or has the public half alone.
    static func privateKey(
        _ bytes: UnsafeRawBufferPointer, of interface: InterfaceName
    ) throws(WireGuardError) -> PrivateKey? {
        try checkSuccess(bytes, of: interface)
        var key: PrivateKey?
        var keepsItsKey = false
        // Whatever stands after it is a peer's.
        var hasPeer = false
        try forEachLine(bytes) { (name, value) throws(WireGuardError) in
            switch name {
            case "public_key": hasPeer = true
            case "private_key" where !hasPeer:
                key = try Self.key(value) { bytes throws(ModelError) in try PrivateKey(bytes: bytes) }
            case "own_public_key" where !hasPeer: keepsItsKey = true
            default: break
            }
        }
        guard key != nil || !keepsItsKey else {
            throw WireGuardError(
                .refused, message: "the implementation of interface \(interface) keeps the private key to itself",
                remedy: "take the key from where it was made")
        }
        return key
    }

    /// A key in hexadecimal, through bytes that are wiped.
    ///
    /// - Returns: nil for a key of all zeros, which means: none.
    static func key<Key>(
        _ value: UnsafeRawBufferPointer, _ make: (UnsafeMutableBufferPointer<UInt8>) throws(ModelError) -> Key
    ) throws(WireGuardError) -> Key? {
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 32)
        bytes.initialize(repeating: 0)
        defer {
            bytes.baseAddress.map { explicit_bzero($0, bytes.count) }
            bytes.deallocate()
        }
        guard value.count == 64 else { throw malformed("a key of \(value.count) digits") }
        for index in 0..<32 {
            guard let high = nibble(value[2 * index]), let low = nibble(value[2 * index + 1]) else {
                throw malformed("a key that is not hexadecimal")
            }
            bytes[index] = high << 4 | low
        }
        guard bytes.contains(where: { $0 != 0 }) else { return nil }
        do {
            return try make(bytes)
        } catch {
            throw malformed("a key that is none")
        }
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
