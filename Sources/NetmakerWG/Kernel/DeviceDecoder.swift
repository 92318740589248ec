import CNetlink
import Glibc
import Netlink
import NetmakerCore

/// Reads the parts of a dump of a WireGuard device into one state.
///
/// The device's own attributes come with the first part. A peer that goes on in the next part repeats only its public
/// key there, with further allowed IPs.
struct DeviceDecoder {
    private var device: DeviceState
    private var peers = PeerTable<PeerState>()
    private var lastKey: PublicKey?

    /// - Parameter expectedPeers: how many peers there will be, as far as is known.
    init(interface: InterfaceName, expectedPeers: Int = 0) {
        device = DeviceState(interface: interface)
        peers.reserveCapacity(expectedPeers)
    }

    /// What the parts say together.
    ///
    /// - Throws: `malformed` when a peer is told of twice.
    consuming func finish() throws(NetlinkError) -> DeviceState {
        guard peers.index() else { throw .malformed("a peer that was told of before") }
        device.peers = peers
        return device
    }

    /// Adds one part, from its generic header on.
    mutating func decode(_ part: RawSpan) throws(NetlinkError) {
        try part.withAttributes(after: genlmsghdr.self) { (_, attributes) throws(NetlinkError) in
            try attributes.forEachAttribute { (type, value) throws(NetlinkError) in
                switch UInt32(type) {
                case WGDEVICE_A_PUBLIC_KEY.rawValue: device.publicKey = try value.publicKey()
                case WGDEVICE_A_LISTEN_PORT.rawValue: device.listenPort = try value.listenPort()
                case WGDEVICE_A_FWMARK.rawValue: device.firewallMark = FirewallMark(try value.integer())
                case WGDEVICE_A_PEERS.rawValue:
                    try value.forEachAttribute { (_, peer) throws(NetlinkError) in try decodePeer(peer) }
                default: break
                }
            }
        }
    }

    /// The device's private key, which comes with the first part; nil in the others, and for a device without.
    static func privateKey(in part: RawSpan) throws(NetlinkError) -> PrivateKey? {
        var key: PrivateKey?
        try part.withAttributes(after: genlmsghdr.self) { (_, attributes) throws(NetlinkError) in
            try attributes.forEachAttribute { (type, value) throws(NetlinkError) in
                guard UInt32(type) == WGDEVICE_A_PRIVATE_KEY.rawValue else { return }
                key = try value.privateKey()
            }
        }
        return key
    }

    private mutating func decodePeer(_ attributes: RawSpan) throws(NetlinkError) {
        var key: PublicKey?
        var peer = PeerState()
        // A walk's ranges lie within what it walks along.
        var walk = AttributeWalk()
        while let (type, content) = try walk.next(in: attributes) {
            let value = attributes.extracting(unchecked: content)
            switch UInt32(type) {
            case WGPEER_A_PUBLIC_KEY.rawValue: key = try value.publicKey()
            case WGPEER_A_PRESHARED_KEY.rawValue: peer.presharedKey = try value.presharedKey()
            case WGPEER_A_ENDPOINT.rawValue: peer.endpoint = try value.endpoint()
            case WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL.rawValue:
                peer.persistentKeepalive = try value.keepalive()
            case WGPEER_A_LAST_HANDSHAKE_TIME.rawValue: peer.lastHandshake = try value.handshakeTime()
            case WGPEER_A_RX_BYTES.rawValue: peer.receivedBytes = try value.integer()
            case WGPEER_A_TX_BYTES.rawValue: peer.sentBytes = try value.integer()
            case WGPEER_A_ALLOWEDIPS.rawValue: peer.allowedIPs = try value.allowedIPs()
            default: break
            }
        }
        guard let key else { throw .malformed("a peer without a public key") }
        if key == lastKey {
            let further = peer.allowedIPs
            peers.updateLast { $0.allowedIPs.formUnion(further) }
        } else {
            lastKey = key
            peers.appendUnindexed(key, peer)
        }
    }
}

extension RawSpan {
    /// Whether it is a key of all zeros.
    private var isZeroKey: Bool {
        guard byteCount == 32 else { return false }
        let words = unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: (UInt64, UInt64, UInt64, UInt64).self)
        return words.0 | words.1 | words.2 | words.3 == 0
    }

    fileprivate func publicKey() throws(NetlinkError) -> PublicKey {
        guard let key = PublicKey(loading: self) else { throw .malformed("a public key of \(byteCount) bytes") }
        return key
    }

    /// - Returns: nil for 0: none yet.
    fileprivate func listenPort() throws(NetlinkError) -> ListenPort? {
        let number = try integer(UInt16.self)
        return number == 0 ? nil : try? ListenPort(rawValue: number)
    }

    fileprivate func keepalive() throws(NetlinkError) -> PersistentKeepalive {
        let seconds = try integer(UInt16.self)
        return (try? PersistentKeepalive(seconds: Int(seconds))) ?? .off
    }

    /// - Returns: nil for a key of all zeros, which means: none.
    fileprivate func privateKey() throws(NetlinkError) -> PrivateKey? {
        guard !isZeroKey else { return nil }
        guard let key = withUnsafeBytes({ try? PrivateKey(bytes: $0) }) else {
            throw .malformed("a private key of \(byteCount) bytes")
        }
        return key
    }

    /// - Returns: nil for a key of all zeros, which means: none.
    fileprivate func presharedKey() throws(NetlinkError) -> PresharedKey? {
        guard !isZeroKey else { return nil }
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
        guard time != (0, 0) else { return nil }
        guard (0..<Int64.max / 1000).contains(time.0), (0..<1_000_000_000).contains(time.1) else {
            throw .malformed("a handshake at \(time.0) s and \(time.1) ns")
        }
        return Timestamp(millisecondsSince1970: time.0 * 1000 + time.1 / 1_000_000)
    }

    fileprivate func allowedIPs() throws(NetlinkError) -> AllowedIPs {
        var walk = AttributeWalk()
        guard let (_, first) = try walk.next(in: self) else { return [] }
        let prefix = try extracting(unchecked: first).allowedIP()
        guard let (_, second) = try walk.next(in: self) else { return AllowedIPs(prefix) }
        var prefixes: [IPPrefix] = []
        // One takes 28 bytes at least.
        prefixes.reserveCapacity(byteCount / 28)
        prefixes.append(prefix)
        prefixes.append(try extracting(unchecked: second).allowedIP())
        while let (_, content) = try walk.next(in: self) {
            prefixes.append(try extracting(unchecked: content).allowedIP())
        }
        return AllowedIPs(prefixes)
    }

    private func allowedIP() throws(NetlinkError) -> IPPrefix {
        var address: InternetAddress?
        var length: UInt8?
        var walk = AttributeWalk()
        while let (type, content) = try walk.next(in: self) {
            let value = extracting(unchecked: content)
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
