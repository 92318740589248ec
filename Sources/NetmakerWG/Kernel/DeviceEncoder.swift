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
    /// What a message holds besides peers: headers, the name, the nest, and in the first one key, port and mark.
    private static let overhead = 20 + 20 + 4
    private static let deviceSettings = 36 + 8 + 8

    /// A request to read the device.
    func dump() throws(NetlinkError) -> NetlinkMessage {
        try family.message(WG_CMD_GET_DEVICE.rawValue) {
            $0.append(WGDEVICE_A_IFNAME.rawValue, string: interface.description)
        }
    }

    /// The share of each message that a plan needs.
    func fragments(of plan: DevicePlan) -> [[PeerFragment]] {
        let size = Self.messageSize - Self.overhead
        return PeerFragment.messages(plan.peers, size: size, firstSize: size - Self.deviceSettings)
    }

    /// One message of a plan.
    ///
    /// - Parameter settings: the plan whose settings of the device itself go with it: in the first message.
    func message(_ fragments: [PeerFragment], settings: DevicePlan?) throws(NetlinkError) -> NetlinkMessage {
        try family.message(WG_CMD_SET_DEVICE.rawValue, capacity: Self.messageSize) { encoder in
            encoder.append(WGDEVICE_A_IFNAME.rawValue, string: interface.description)
            if let settings { encode(settings, into: &encoder) }
            guard !fragments.isEmpty else { return }
            encoder.nested(WGDEVICE_A_PEERS.rawValue) { peers in
                for fragment in fragments {
                    peers.nested(0) { encode(fragment, into: &$0) }
                }
            }
        }
    }

    private func encode(_ settings: DevicePlan, into encoder: inout AttributeEncoder) {
        switch settings.privateKey {
        case .keep: break
        case .set(let key):
            key.withUnsafeBytes { encoder.append(WGDEVICE_A_PRIVATE_KEY.rawValue, bytes: $0) }
        case .clear: encoder.appendZeroKey(WGDEVICE_A_PRIVATE_KEY.rawValue)
        }
        if let port = settings.listenPort {
            encoder.append(WGDEVICE_A_LISTEN_PORT.rawValue, port.rawValue)
        }
        switch settings.firewallMark {
        case .keep: break
        case .set(let mark): encoder.append(WGDEVICE_A_FWMARK.rawValue, mark.rawValue)
        case .clear: encoder.append(WGDEVICE_A_FWMARK.rawValue, 0 as UInt32)
        }
    }

    private func encode(_ fragment: PeerFragment, into encoder: inout AttributeEncoder) {
        let change = fragment.change
        change.publicKey.withUnsafeBytes { encoder.append(WGPEER_A_PUBLIC_KEY.rawValue, bytes: $0) }
        encoder.append(WGPEER_A_FLAGS.rawValue, flags(of: fragment))
        if fragment.isFirst {
            switch change.presharedKey {
            case .keep: break
            case .set(let key):
                key.withUnsafeBytes { encoder.append(WGPEER_A_PRESHARED_KEY.rawValue, bytes: $0) }
            case .clear: encoder.appendZeroKey(WGPEER_A_PRESHARED_KEY.rawValue)
            }
            if let endpoint = change.endpoint { encoder.append(endpoint) }
            if let keepalive = change.persistentKeepalive {
                encoder.append(WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL.rawValue, keepalive.seconds ?? 0)
            }
        }
        guard !fragment.prefixes.isEmpty else { return }
        encoder.nested(WGPEER_A_ALLOWEDIPS.rawValue) { list in
            for prefix in fragment.prefixes {
                list.nested(0) { item in
                    let address = prefix.address.bits
                    item.append(WGALLOWEDIP_A_FAMILY.rawValue, UInt16(address.family))
                    item.append(WGALLOWEDIP_A_IPADDR.rawValue, address: address)
                    item.append(WGALLOWEDIP_A_CIDR_MASK.rawValue, UInt8(prefix.length))
                }
            }
        }
    }

    private func flags(of fragment: PeerFragment) -> UInt32 {
        var flags: UInt32 = 0
        switch fragment.change.action {
        case .add: break
        case .update: flags |= WGPEER_F_UPDATE_ONLY.rawValue
        case .remove: flags |= WGPEER_F_REMOVE_ME.rawValue
        }
        if case .replace = fragment.change.allowedIPs, fragment.isFirst {
            flags |= WGPEER_F_REPLACE_ALLOWEDIPS.rawValue
        }
        return flags
    }
}

extension AttributeEncoder {
    /// A key of all zeros, which means: none.
    fileprivate mutating func appendZeroKey(_ type: UInt32) {
        append(type, structure: (0, 0, 0, 0) as (UInt64, UInt64, UInt64, UInt64))
    }

    /// An endpoint as a socket address. One of another length the kernel would ignore without a word.
    fileprivate mutating func append(_ endpoint: Endpoint) {
        switch endpoint.address.bits {
        case .v4(let bits):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = endpoint.port.rawValue.bigEndian
            address.sin_addr.s_addr = bits.bigEndian
            append(WGPEER_A_ENDPOINT.rawValue, structure: address)
        case .v6(let bits):
            append(
                WGPEER_A_ENDPOINT.rawValue,
                structure: SocketAddressIPv6(address: bits, port: endpoint.port.rawValue))
        }
    }
}
