internal import CNetlink
import Glibc

/// One network interface as rtnetlink tells of it, and the requests that make, change and remove one.
public struct LinkMessage: Hashable, Sendable {
    /// The interface's number, which stays until it is removed.
    public let index: UInt32
    /// Its name.
    public let name: String
    /// What made it, such as `wireguard`, `tun` or `veth`; nil for hardware.
    public let kind: String?
    /// Whether it is administratively up.
    public let isUp: Bool
    /// The longest packet it takes, in bytes.
    public let mtu: UInt32

    /// An interface.
    public init(index: UInt32, name: String, kind: String?, isUp: Bool, mtu: UInt32) {
        self.index = index
        self.name = name
        self.kind = kind
        self.isUp = isUp
        self.mtu = mtu
    }
}

extension LinkMessage {
    init(decoding content: RawSpan) throws(NetlinkError) {
        self = try content.withAttributes(after: ifinfomsg.self) { (header, attributes) throws(NetlinkError) in
            var name = ""
            var kind: String?
            var mtu: UInt32 = 0
            try attributes.forEachAttribute { (type, value) throws(NetlinkError) in
                switch Int(type) {
                case Int(IFLA_IFNAME): name = value.string()
                case Int(IFLA_MTU): mtu = try value.integer(UInt32.self)
                case Int(IFLA_LINKINFO):
                    try value.forEachAttribute { (type, value) throws(NetlinkError) in
                        if Int(type) == Int(IFLA_INFO_KIND) { kind = value.string() }
                    }
                default: break
                }
            }
            return LinkMessage(
                index: UInt32(bitPattern: header.ifi_index), name: name, kind: kind,
                isUp: header.ifi_flags & UInt32(IFF_UP) != 0, mtu: mtu)
        }
    }

    fileprivate static func header(
        index: UInt32 = 0, flags: UInt32 = 0, change: UInt32 = 0
    ) -> ifinfomsg {
        ifinfomsg(
            ifi_family: UInt8(AF_UNSPEC), __ifi_pad: 0, ifi_type: 0, ifi_index: Int32(bitPattern: index),
            ifi_flags: flags, ifi_change: change)
    }
}

extension NetlinkConnection {
    /// Reads one interface.
    ///
    /// - Returns: nil when there is none of that name.
    public func link(named name: String) throws(NetlinkError) -> LinkMessage? {
        let request = try NetlinkMessage(type: RTM_GETLINK, header: LinkMessage.header()) {
            $0.append(IFLA_IFNAME, string: name)
        }
        var found: LinkMessage?
        do throws(NetlinkError) {
            try query(request, "read interface \(name)") { content throws(NetlinkError) in
                found = try LinkMessage(decoding: content)
            }
        } catch {
            guard error.code == .refused, error.errno == ENODEV else { throw error }
            return nil
        }
        return found
    }

    /// Makes an interface of a kind that needs nothing but its name, such as `wireguard` or `dummy`. It is down.
    public func createLink(named name: String, kind: String) throws(NetlinkError) {
        let request = try NetlinkMessage(
            type: RTM_NEWLINK, flags: [.create, .exclusive], header: LinkMessage.header()
        ) {
            $0.append(IFLA_IFNAME, string: name)
            $0.nested(IFLA_LINKINFO) { $0.append(IFLA_INFO_KIND, string: kind) }
        }
        try perform(request, "create interface \(name) of kind \(kind)")
    }

    /// Removes an interface with its addresses and routes.
    public func deleteLink(_ index: UInt32, named name: String) throws(NetlinkError) {
        let request = try NetlinkMessage(type: RTM_DELLINK, header: LinkMessage.header(index: index))
        try perform(request, "remove interface \(name)")
    }

    /// Brings an interface up.
    public func bringUp(_ index: UInt32, named name: String) throws(NetlinkError) {
        let up = UInt32(IFF_UP)
        let request = try NetlinkMessage(
            type: RTM_NEWLINK, header: LinkMessage.header(index: index, flags: up, change: up))
        try perform(request, "bring up interface \(name)")
    }

    /// Takes an interface down, which drops the routes over it.
    public func takeDown(_ index: UInt32, named name: String) throws(NetlinkError) {
        let request = try NetlinkMessage(
            type: RTM_NEWLINK,
            header: LinkMessage.header(index: index, flags: 0, change: UInt32(IFF_UP)))
        try perform(request, "take down interface \(name)")
    }

    /// Gives an interface another name.
    ///
    /// - Throws: `EBUSY` where it is up and the kernel, before 6.2, wants it down; `EEXIST` where another has the name.
    public func rename(_ index: UInt32, named name: String, to newName: String) throws(NetlinkError) {
        let request = try NetlinkMessage(type: RTM_NEWLINK, header: LinkMessage.header(index: index)) {
            $0.append(IFLA_IFNAME, string: newName)
        }
        try perform(request, "rename interface \(name) to \(newName)")
    }

    /// Sets the longest packet an interface takes, in bytes.
    public func setMTU(_ mtu: UInt32, of index: UInt32, named name: String) throws(NetlinkError) {
        let request = try NetlinkMessage(type: RTM_NEWLINK, header: LinkMessage.header(index: index)) {
            $0.append(IFLA_MTU, mtu)
        }
        try perform(request, "set the MTU of interface \(name) to \(mtu)")
    }

    /// Makes further IPv4 addresses of a subnet outlive its first.
    ///
    /// Unless told so, the kernel removes with an interface's first address in a subnet all others in it, so that a
    /// new address would go with the old one it replaces.
    public func promoteSecondaryAddresses(of index: UInt32, named name: String) throws(NetlinkError) {
        let request = try NetlinkMessage(type: RTM_NEWLINK, header: LinkMessage.header(index: index)) {
            $0.nested(IFLA_AF_SPEC) {
                $0.nested(AF_INET) {
                    $0.nested(IFLA_INET_CONF) { $0.append(IPV4_DEVCONF_PROMOTE_SECONDARIES, 1 as UInt32) }
                }
            }
        }
        try perform(request, "let the addresses of interface \(name) outlive each other")
    }
}
