import CNetlink
import Glibc
import Netlink
import NetmakerCore

/// Reads the parts of a dump of a WireGuard device into one state.
///
/// The device's own attributes come with the first part. A peer that goes on in the next part repeats only its public
/// key there, with further allowed IPs.
struct DeviceDecoder {
    private(set) var state: DeviceState

    init(interface: InterfaceName) {
        state = DeviceState(interface: interface)
    }

    /// Adds one part, from its generic header on.
    mutating func decode(_ part: RawSpan) throws(NetlinkError) {
        try part.withAttributes(after: genlmsghdr.self) { (_, attributes) throws(NetlinkError) in
            try attributes.forEachAttribute { (type, value) throws(NetlinkError) in
                switch UInt32(type) {
                case WGDEVICE_A_PRIVATE_KEY.rawValue: state.privateKey = try value.privateKey()
                case WGDEVICE_A_PUBLIC_KEY.rawValue: state.publicKey = try value.publicKey()
                case WGDEVICE_A_LISTEN_PORT.rawValue: state.listenPort = try value.listenPort()
                case WGDEVICE_A_FWMARK.rawValue: state.firewallMark = FirewallMark(try value.integer())
                case WGDEVICE_A_PEERS.rawValue:
                    try value.forEachAttribute { (_, peer) throws(NetlinkError) in try decodePeer(peer) }
                default: break
                }
            }
        }
    }

    private mutating func decodePeer(_ attributes: RawSpan) throws(NetlinkError) {
        var key: PublicKey?
        var peer = PeerState()
        var prefixes: [IPPrefix] = []
        try attributes.forEachAttribute { (type, value) throws(NetlinkError) in
            switch UInt32(type) {
            case WGPEER_A_PUBLIC_KEY.rawValue: key = try value.publicKey()
            case WGPEER_A_PRESHARED_KEY.rawValue: peer.presharedKey = try value.presharedKey()
            case WGPEER_A_ENDPOINT.rawValue: peer.endpoint = try value.endpoint()
            case WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL.rawValue:
                peer.persistentKeepalive = try value.keepalive()
            case WGPEER_A_LAST_HANDSHAKE_TIME.rawValue: peer.lastHandshake = try value.handshakeTime()
            case WGPEER_A_RX_BYTES.rawValue: peer.receivedBytes = try value.integer()
            case WGPEER_A_TX_BYTES.rawValue: peer.sentBytes = try value.integer()
            case WGPEER_A_ALLOWEDIPS.rawValue:
                try value.forEachAttribute { (_, item) throws(NetlinkError) in
                    prefixes.append(try item.allowedIP())
                }
            default: break
            }
        }
        guard let key else { throw .malformed("a peer without a public key") }
        if state.peers[key] != nil {
            state.peers[key]?.allowedIPs.formUnion(prefixes)
        } else {
            peer.allowedIPs = AllowedIPs(prefixes)
            state.peers[key] = peer
        }
    }
}

extension RawSpan {
    fileprivate func publicKey() throws(NetlinkError) -> PublicKey {
        guard let key = withUnsafeBytes({ try? PublicKey(bytes: $0) }) else {
            throw .malformed("a public key of \(byteCount) bytes")
        }
        return key
    }

    /// - Returns: nil for a key of all zeros, which means: none.
    fileprivate func privateKey() throws(NetlinkError) -> PrivateKey? {
        guard withUnsafeBytes({ $0.contains { $0 != 0 } }) else { return nil }
        guard let key = withUnsafeBytes({ try? PrivateKey(bytes: $0) }) else {
            throw .malformed("a private key of \(byteCount) bytes")
        }
        return key
    }

    /// - Returns: nil for 0: none yet.
    fileprivate func listenPort() throws(NetlinkError) -> ListenPort? {
        let number = try integer(UInt16.self)
        return try? ListenPort(rawValue: number)
    }

    fileprivate func keepalive() throws(NetlinkError) -> PersistentKeepalive {
        let seconds = try integer(UInt16.self)
        return (try? PersistentKeepalive(seconds: Int(seconds))) ?? .off
    }

    /// - Returns: nil for a key of all zeros, which means: none.
    fileprivate func presharedKey() throws(NetlinkError) -> PresharedKey? {
        guard withUnsafeBytes({ $0.contains { $0 != 0 } }) else { return nil }
        guard let key = withUnsafeBytes({ try? PresharedKey(bytes: $0) }) else {
            throw .malformed("a preshared key of \(byteCount) bytes")
        }
        return key
    }

    /// - Returns: nil for an address of a family that is neither IPv4 nor IPv6: an endpoint nobody knows.
    fileprivate func endpoint() throws(NetlinkError) -> PeerEndpoint? {
        switch Int32(try structure(sa_family_t.self)) {
        case AF_INET:
            let address = try structure(sockaddr_in.self)
            return PeerEndpoint(
                .v4(UInt32(bigEndian: address.sin_addr.s_addr)), port: UInt16(bigEndian: address.sin_port))
        case AF_INET6:
            let address = try structure(SocketAddressIPv6.self)
            return PeerEndpoint(.v6(address.address), port: address.port, scope: address.scope)
        default: return nil
        }
    }

    /// - Returns: nil for the time zero, which means: never.
    fileprivate func handshakeTime() throws(NetlinkError) -> Timestamp? {
        let time = try structure((Int64, Int64).self)
        guard time.0 > 0 || time.1 > 0 else { return nil }
        let (milliseconds, overflow) = time.0.multipliedReportingOverflow(by: 1000)
        guard !overflow, (0..<1_000_000_000).contains(time.1) else {
            throw .malformed("a handshake at \(time.0) s and \(time.1) ns")
        }
        return Timestamp(millisecondsSince1970: milliseconds + time.1 / 1_000_000)
    }

    fileprivate func allowedIP() throws(NetlinkError) -> IPPrefix {
        var address: InternetAddress?
        var length: UInt8?
        try forEachAttribute { (type, value) throws(NetlinkError) in
            switch UInt32(type) {
            case WGALLOWEDIP_A_IPADDR.rawValue: address = InternetAddress(networkOrder: value)
            case WGALLOWEDIP_A_CIDR_MASK.rawValue: length = try value.integer(UInt8.self)
            default: break
            }
        }
        guard let address, let length, let prefix = IPPrefix(masking: address, length: length) else {
            throw .malformed("an allowed IP without a proper address and length")
        }
        return prefix
    }
}
