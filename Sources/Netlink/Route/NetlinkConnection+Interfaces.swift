internal import CNetlink
import Glibc

extension NetlinkConnection {
    /// Reads all interfaces.
    public func links() throws(NetlinkError) -> [LinkMessage] {
        let request = try NetlinkMessage(
            type: RTM_GETLINK,
            header: ifinfomsg(
                ifi_family: UInt8(AF_UNSPEC), __ifi_pad: 0, ifi_type: 0, ifi_index: 0, ifi_flags: 0, ifi_change: 0))
        return try dump(request, "read the interfaces", into: [LinkMessage]()) {
            (found, content) throws(NetlinkError) in
            found.append(try LinkMessage(decoding: content))
        }
    }

    /// Reads the IPv4 and IPv6 addresses of all interfaces.
    public func addresses() throws(NetlinkError) -> [AddressMessage] {
        let request = try NetlinkMessage(
            type: RTM_GETADDR,
            header: ifaddrmsg(
                ifa_family: UInt8(AF_UNSPEC), ifa_prefixlen: 0, ifa_flags: 0, ifa_scope: 0, ifa_index: 0))
        return try dump(request, "read the addresses of all interfaces", into: [AddressMessage]()) {
            (found, content) throws(NetlinkError) in
            if let address = try AddressMessage(decoding: content) { found.append(address) }
        }
    }
}
