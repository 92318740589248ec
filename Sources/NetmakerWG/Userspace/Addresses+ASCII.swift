import Glibc
import NetmakerCore

// The device of a thousand peers is some three thousand addresses, read every few seconds: the C library reads them where
// they stand. What it does not take at once is for the parsers of the model, which know the reason.

extension IPPrefix {
    /// `10.0.0.0/8` or `fd00::/8`; nil for anything else, and for some that is one.
    init?(ascii text: UnsafeRawBufferPointer) {
        guard let slash = text.lastIndex(of: UInt8(ascii: "/")),
            let address = IPAddress(ascii: UnsafeRawBufferPointer(rebasing: text[..<slash])),
            let length = Decimal.parse(UnsafeRawBufferPointer(rebasing: text[(slash + 1)...]), maximum: 128),
            let prefix = try? IPPrefix(containing: address, length: Int(length)), prefix.address == address
        else { return nil }
        self = prefix
    }
}

extension Endpoint {
    /// `192.0.2.1:51821` or `[2001:db8::1]:51821`; nil for anything else, and for some that is one.
    init?(ascii text: UnsafeRawBufferPointer) {
        guard let colon = text.lastIndex(of: UInt8(ascii: ":")),
            let number = Decimal.parse(
                UnsafeRawBufferPointer(rebasing: text[(colon + 1)...]), maximum: UInt64(UInt16.max)),
            let port = try? ListenPort(rawValue: UInt16(number))
        else { return nil }
        var host = text[..<colon]
        let isBracketed = host.first == UInt8(ascii: "[") && host.last == UInt8(ascii: "]")
        if isBracketed { host = host.dropFirst().dropLast() }
        guard let address = IPAddress(ascii: UnsafeRawBufferPointer(rebasing: host)),
            isBracketed == (address.bitWidth == 128)
        else { return nil }
        self.init(address: address, port: port)
    }
}

extension IPAddress {
    /// Of either family; nil for anything else.
    fileprivate init?(ascii text: UnsafeRawBufferPointer) {
        let room = Int(INET6_ADDRSTRLEN)
        // What follows a zero, C would not see.
        guard !text.isEmpty, text.count < room, !text.contains(0) else { return nil }
        let isIPv6 = text.contains(UInt8(ascii: ":"))
        let parsed: IPAddress? = withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { copy in
            copy.initialize(repeating: 0)
            UnsafeMutableRawBufferPointer(copy).copyMemory(from: text)
            guard let start = copy.baseAddress else { return nil }
            if isIPv6 {
                var bits: UInt128 = 0
                guard inet_pton(AF_INET6, start, &bits) == 1 else { return nil }
                return .v6(IPv6Address(rawValue: UInt128(bigEndian: bits)))
            }
            var bits: UInt32 = 0
            guard inet_pton(AF_INET, start, &bits) == 1 else { return nil }
            return .v4(IPv4Address(rawValue: UInt32(bigEndian: bits)))
        }
        guard let parsed else { return nil }
        self = parsed
    }
}
