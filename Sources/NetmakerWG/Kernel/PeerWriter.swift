import CNetlink
import Glibc
import Netlink
import NetmakerCore

/// Writes the peers of a plan into messages, in order, as many into each as fit.
///
/// A peer whose allowed IPs do not fit is continued in the next message, under its public key with further allowed IPs.
/// All else, and the flag that replaces the list, stands in the first part only: the flag a second time would throw away
/// the first half.
struct PeerWriter {
    private let changes: [PeerChange]
    /// The first change that is not written in full.
    private var next = 0
    /// How many of its allowed IPs are written; nil when nothing of it is.
    private var written: Int?

    init(_ changes: [PeerChange]) {
        self.changes = changes
    }

    /// Whether all is written.
    var isAtEnd: Bool { next == changes.count }

    /// Goes on in a message's list of peers. Writes one peer or one allowed IP at least, or there would be no end.
    ///
    /// - Parameter limit: the message's length in bytes that is not to be passed.
    mutating func write(into peers: inout AttributeEncoder, upTo limit: Int) {
        let start = peers.count
        while next < changes.count {
            let change = changes[next]
            let prefixes = PrefixChanges(change.allowedIPs)
            let first = written ?? 0
            var end = peers.count + fixedSize(of: change)
            var last = first
            while last < prefixes.count, end + prefixes.encodedSize(at: last) <= limit {
                end += prefixes.encodedSize(at: last)
                last += 1
            }
            if end > limit || (last == first && first < prefixes.count) {
                guard peers.count == start else { return }
                last = min(first + 1, prefixes.count)
            }
            let isFirst = written == nil
            peers.nested(0) { peer in
                peer.append(change, flags: Self.flags(of: change, isFirst: isFirst), all: isFirst)
                guard first < last else { return }
                peer.nested(WGPEER_A_ALLOWEDIPS.rawValue) { list in
                    for index in first..<last { list.append(prefixes[index]) }
                }
            }
            guard last == prefixes.count else {
                written = last
                return
            }
            next += 1
            written = nil
        }
    }

    /// How many bytes all but the allowed IPs take: every attribute has 4 bytes of header and fills a multiple of 4.
    private func fixedSize(of change: PeerChange) -> Int {
        let nest = 4
        let keyAndFlags = 36 + 8
        guard written == nil else { return nest + keyAndFlags + nest }
        let presharedKey = change.presharedKey.isKeep ? 0 : 36
        let endpoint = change.endpoint.map { $0.address.isIPv4 ? 20 : 32 } ?? 0
        let keepalive = change.persistentKeepalive == nil ? 0 : 8
        return nest + keyAndFlags + presharedKey + endpoint + keepalive + nest
    }

    private static func flags(of change: PeerChange, isFirst: Bool) -> UInt32 {
        var flags: UInt32 = 0
        switch change.action {
        case .add: break
        case .update: flags |= WGPEER_F_UPDATE_ONLY.rawValue
        case .remove: flags |= WGPEER_F_REMOVE_ME.rawValue
        }
        if isFirst, case .replace = change.allowedIPs { flags |= WGPEER_F_REPLACE_ALLOWEDIPS.rawValue }
        return flags
    }
}

/// The allowed IPs that a change names, one after the other: first those that come, then those that go.
private struct PrefixChanges {
    private let added: AllowedIPs
    private let removed: AllowedIPs

    init(_ change: PeerChange.AllowedIPsChange) {
        added = change.added
        removed = change.removed
    }

    var count: Int { added.count + removed.count }

    subscript(index: Int) -> (prefix: IPPrefix, goes: Bool) {
        index < added.count ? (added[index], false) : (removed[index - added.count], true)
    }

    /// How many bytes one takes: the nest, its family, its address and its length; and the flags of one that goes.
    func encodedSize(at index: Int) -> Int {
        let (prefix, goes) = self[index]
        return 4 + 8 + (prefix.isIPv4 ? 8 : 20) + 8 + (goes ? 8 : 0)
    }
}

extension AttributeEncoder {
    /// A peer's key and flags, and of the rest, its allowed IPs aside, what the change names.
    fileprivate mutating func append(_ change: PeerChange, flags: UInt32, all: Bool) {
        change.publicKey.withUnsafeBytes { append(WGPEER_A_PUBLIC_KEY.rawValue, bytes: $0) }
        append(WGPEER_A_FLAGS.rawValue, flags)
        guard all else { return }
        switch change.presharedKey {
        case .keep: break
        case .set(let key): key.withUnsafeBytes { append(WGPEER_A_PRESHARED_KEY.rawValue, bytes: $0) }
        case .clear: appendZeroKey(WGPEER_A_PRESHARED_KEY.rawValue)
        }
        if let endpoint = change.endpoint { append(endpoint) }
        if let keepalive = change.persistentKeepalive {
            append(WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL.rawValue, keepalive.seconds ?? 0)
        }
    }

    /// An endpoint as a socket address. One of another length the kernel would ignore without a word.
    private mutating func append(_ endpoint: PeerEndpoint) {
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
                structure: SocketAddressIPv6(
                    address: bits, port: endpoint.port.rawValue, scope: endpoint.scope ?? 0))
        }
    }

    fileprivate mutating func append(_ change: (prefix: IPPrefix, goes: Bool)) {
        nested(0) { item in
            let address = change.prefix.address.bits
            item.append(WGALLOWEDIP_A_FAMILY.rawValue, UInt16(address.family))
            item.append(WGALLOWEDIP_A_IPADDR.rawValue, address: address)
            item.append(WGALLOWEDIP_A_CIDR_MASK.rawValue, UInt8(change.prefix.length))
            if change.goes { item.append(AllowedIPFlags.type, AllowedIPFlags.remove) }
        }
    }
}

/// `WGALLOWEDIP_A_FLAGS` and `WGALLOWEDIP_F_REMOVE_ME` of `linux/wireguard.h`, which headers before Linux 6.16 lack.
private enum AllowedIPFlags {
    static let type: UInt16 = 4
    static let remove: UInt32 = 1
}
