internal import Glibc
public import NetmakerCore

extension IPAddress {
    /// The address to listen on for all there are: `::`, which takes IPv4 too, or `0.0.0.0` where the kernel has no
    /// IPv6.
    public static var everywhere: IPAddress {
        let probe = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
        guard probe >= 0 else { return .v4(IPv4Address(rawValue: 0)) }
        close(probe)
        return .v6(IPv6Address(rawValue: 0))
    }
}
