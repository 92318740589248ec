import Glibc

/// `struct sockaddr_in6`, whose address is a union in C and so no plain value in Swift. 28 bytes.
struct SocketAddressIPv6: BitwiseCopyable {
    private let family = sa_family_t(AF_INET6)
    private let bigEndianPort: UInt16
    private let flowInformation: UInt32 = 0
    private let bigEndianHigh: UInt64
    private let bigEndianLow: UInt64
    /// The number of the interface that an address of link scope belongs to; 0 for none.
    let scope: UInt32

    /// A socket address of an address, as a number, and a port.
    init(address: UInt128, port: UInt16, scope: UInt32) {
        self.scope = scope
        bigEndianPort = port.bigEndian
        bigEndianHigh = UInt64(truncatingIfNeeded: address >> 64).bigEndian
        bigEndianLow = UInt64(truncatingIfNeeded: address).bigEndian
    }

    var address: UInt128 { UInt128(UInt64(bigEndian: bigEndianHigh)) << 64 | UInt128(UInt64(bigEndian: bigEndianLow)) }

    var port: UInt16 { UInt16(bigEndian: bigEndianPort) }
}
