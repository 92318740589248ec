internal import CNetlink
import Glibc

/// One address of an interface as rtnetlink tells of it, and the requests that add and remove one.
public struct AddressMessage: Hashable, Sendable {
    /// The number of the interface that has it.
    public let index: UInt32
    /// The address.
    public let address: InternetAddress
    /// How many of its leading bits are the subnet's.
    public let prefixLength: UInt8

    /// An address of the interface of a number.
    public init(index: UInt32, address: InternetAddress, prefixLength: UInt8) {
        self.index = index
        self.address = address
        self.prefixLength = prefixLength
    }
}

extension AddressMessage {
    /// - Returns: nil for an address of a family other than IPv4 and IPv6.
    init?(decoding content: RawSpan) throws(NetlinkError) {
        let decoded = try content.withAttributes(after: ifaddrmsg.self) {
            (header, attributes) throws(NetlinkError) -> AddressMessage? in
            var address: InternetAddress?
            var local: InternetAddress?
            try attributes.forEachAttribute { (type, value) throws(NetlinkError) in
                switch Int(type) {
                case Int(IFA_ADDRESS): address = InternetAddress(networkOrder: value)
                case Int(IFA_LOCAL): local = InternetAddress(networkOrder: value)
                default: break
                }
            }
            // On a point-to-point interface IFA_ADDRESS is the other end's.
            guard let own = local ?? address else { return nil }
            return AddressMessage(index: header.ifa_index, address: own, prefixLength: header.ifa_prefixlen)
        }
        guard let decoded else { return nil }
        self = decoded
    }

    fileprivate func request(_ type: some BinaryInteger, _ flags: NetlinkFlags) throws(NetlinkError) -> NetlinkMessage {
        let header = ifaddrmsg(
            ifa_family: address.family, ifa_prefixlen: prefixLength, ifa_flags: 0,
            ifa_scope: UInt8(RT_SCOPE_UNIVERSE.rawValue), ifa_index: index)
        return try NetlinkMessage(type: type, flags: flags, header: header) {
            $0.append(IFA_LOCAL, address: address)
            $0.append(IFA_ADDRESS, address: address)
        }
    }
}

extension NetlinkConnection {
    /// Reads the IPv4 and IPv6 addresses of one interface.
    public func addresses(of index: UInt32, named name: String) throws(NetlinkError) -> [AddressMessage] {
        let request = try NetlinkMessage(
            type: RTM_GETADDR,
            header: ifaddrmsg(
                ifa_family: UInt8(AF_UNSPEC), ifa_prefixlen: 0, ifa_flags: 0, ifa_scope: 0, ifa_index: index))
        let all = try dump(request, "read the addresses of interface \(name)", into: [AddressMessage]()) {
            (found, content) throws(NetlinkError) in
            if let address = try AddressMessage(decoding: content) { found.append(address) }
        }
        // A kernel before 4.20 ignores the filter.
        return all.filter { $0.index == index }
    }

    /// Adds an address to its interface.
    ///
    /// - Throws: `EEXIST` where the interface has it already.
    public func add(_ address: AddressMessage, _ operation: @autoclosure () -> String) throws(NetlinkError) {
        try perform(address.request(RTM_NEWADDR, [.create, .exclusive]), operation())
    }

    /// Removes an address from its interface.
    ///
    /// - Throws: `EADDRNOTAVAIL` where the interface has no such address.
    public func remove(_ address: AddressMessage, _ operation: @autoclosure () -> String) throws(NetlinkError) {
        try perform(address.request(RTM_DELADDR, []), operation())
    }
}
