import CNetlink
import Glibc
import Netlink
import NetmakerCore

/// Writes plans as the messages of the kernel's WireGuard family (`linux/wireguard.h`).
struct DeviceEncoder {
    let family: GenericFamily
    let interface: InterfaceName

    /// The size of a message: from here on larger ones bring nothing, and the kernel holds its lock for a whole one.
    static let messageSize = 16 * 1024

    /// A request to read the device.
    func dump() throws(NetlinkError) -> NetlinkMessage {
        try family.message(WG_CMD_GET_DEVICE.rawValue) {
            $0.append(WGDEVICE_A_IFNAME.rawValue, string: interface.description)
        }
    }

    /// A request with flags of an allowed IP that mean nothing: who reads them refuses it, who passes over them takes
    /// it.
    ///
    /// - Parameter key: that of the peer to ask by, which is there then.
    func nonsense(of key: PublicKey) throws(NetlinkError) -> NetlinkMessage {
        try family.message(WG_CMD_SET_DEVICE.rawValue) {
            $0.append(WGDEVICE_A_IFNAME.rawValue, string: interface.description)
            $0.nested(WGDEVICE_A_PEERS.rawValue) {
                $0.nested(0) {
                    $0.append(WGPEER_A_PUBLIC_KEY.rawValue, structure: key.words)
                    $0.nested(WGPEER_A_ALLOWEDIPS.rawValue) {
                        $0.append(allowedIP: SingleRemoval.asked, flags: AllowedIPFlags.all)
                    }
                }
            }
        }
    }

    /// Lends the messages of a plan, in order. The settings of the device itself are in the first.
    func forEachMessage(
        of plan: DevicePlan, _ body: (inout NetlinkMessage) throws(NetlinkError) -> Void
    ) throws(NetlinkError) {
        var writer = PeerWriter(plan.peers)
        var message = try family.message(WG_CMD_SET_DEVICE.rawValue, capacity: Self.messageSize) { encoder in
            encoder.append(WGDEVICE_A_IFNAME.rawValue, string: interface.description)
            encoder.append(settingsOf: plan)
            encoder.append(peersOf: &writer)
        }
        try body(&message)
        while !writer.isAtEnd {
            try message.replaceAttributes { encoder in
                encoder.append(WGDEVICE_A_IFNAME.rawValue, string: interface.description)
                encoder.append(peersOf: &writer)
            }
            try body(&message)
        }
    }
}

extension AttributeEncoder {
    fileprivate mutating func append(peersOf writer: inout PeerWriter) {
        guard !writer.isAtEnd else { return }
        nested(WGDEVICE_A_PEERS.rawValue) { writer.write(into: &$0, upTo: DeviceEncoder.messageSize) }
    }

    fileprivate mutating func append(settingsOf plan: DevicePlan) {
        if plan.formerPeers == .go { append(WGDEVICE_A_FLAGS.rawValue, WGDEVICE_F_REPLACE_PEERS.rawValue) }
        switch plan.privateKey {
        case .keep: break
        case .set(let key): key.withUnsafeBytes { append(WGDEVICE_A_PRIVATE_KEY.rawValue, bytes: $0) }
        case .clear: appendZeroKey(WGDEVICE_A_PRIVATE_KEY.rawValue)
        }
        if let port = plan.listenPort { append(WGDEVICE_A_LISTEN_PORT.rawValue, port.rawValue) }
        switch plan.firewallMark {
        case .keep: break
        case .set(let mark): append(WGDEVICE_A_FWMARK.rawValue, mark.rawValue)
        case .clear: append(WGDEVICE_A_FWMARK.rawValue, 0 as UInt32)
        }
    }

    /// A key of all zeros, which means: none.
    mutating func appendZeroKey(_ type: UInt32) {
        append(type, structure: (0, 0, 0, 0) as (UInt64, UInt64, UInt64, UInt64))
    }
}

extension AttributeEncoder {
    /// Appends an allowed IP.
    ///
    /// - Parameter flags: nil for none, which kernels before 6.16 do not know.
    mutating func append(allowedIP prefix: IPPrefix, flags: UInt32?) {
        nested(0) { item in
            let address = prefix.address.bits
            item.append(WGALLOWEDIP_A_FAMILY.rawValue, UInt16(address.family))
            item.append(WGALLOWEDIP_A_IPADDR.rawValue, address: address)
            item.append(WGALLOWEDIP_A_CIDR_MASK.rawValue, UInt8(prefix.length))
            if let flags { item.append(AllowedIPFlags.type, flags) }
        }
    }
}

/// `WGALLOWEDIP_A_FLAGS` and `WGALLOWEDIP_F_REMOVE_ME` of `linux/wireguard.h`, which headers before Linux 6.16 lack.
enum AllowedIPFlags {
    static let type: UInt16 = 4
    static let remove: UInt32 = 1
    /// Every bit there is, with and without a meaning.
    static let all = UInt32.max
}
