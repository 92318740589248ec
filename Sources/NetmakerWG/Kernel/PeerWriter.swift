import CNetlink
import Glibc
import Netlink
import NetmakerCore

/// Writes the peers of a plan into messages, in order, as many into each as fit.
///
/// A peer whose allowed IPs do not fit is continued in the next message, under its public key with further allowed IPs.
/// All else, and the flag that replaces the list, stands in the first part only: the flag a second time would throw
/// away the first half.
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
            // Field by field, by a span: a whole change is dear to copy.
            let count = changes.span[next].allowedIPs.namedCount
            let first = written ?? 0
            var end = peers.count + fixedSize
            var last = first
            while last < count {
                let size = changes.span[next].allowedIPs.named(at: last).encodedSize
                guard end + size <= limit else { break }
                end += size
                last += 1
            }
            if end > limit || (last == first && first < count) {
                guard peers.count == start else { return }
                last = min(first + 1, count)
            }
            let nest = peers.beginNested(0)
            writeFixed(into: &peers)
            if first < last {
                let list = peers.beginNested(WGPEER_A_ALLOWEDIPS.rawValue)
                for index in first..<last { peers.append(changes.span[next].allowedIPs.named(at: index)) }
                peers.endNested(list)
            }
            peers.endNested(nest)
            guard last == count else {
                written = last
                return
            }
            next += 1
            written = nil
        }
    }

    /// How many bytes all but the allowed IPs take: every attribute has 4 bytes of header and fills a multiple of 4.
    private var fixedSize: Int {
        let nest = 4
        let keyAndFlags = 36 + 8
        guard written == nil else { return nest + keyAndFlags + nest }
        let changes = changes.span
        let presharedKey = changes[next].presharedKey.isKeep ? 0 : 36
        let endpoint = changes[next].endpoint.map { $0.address.isIPv4 ? 20 : 32 } ?? 0
        let keepalive = changes[next].persistentKeepalive == nil ? 0 : 8
        return nest + keyAndFlags + presharedKey + endpoint + keepalive + nest
    }

    /// Writes the peer's key and flags, and where it begins what else the change names, its allowed IPs aside.
    private func writeFixed(into peer: inout AttributeEncoder) {
        let changes = changes.span
        peer.append(WGPEER_A_PUBLIC_KEY.rawValue, structure: changes[next].publicKey.words)
        peer.append(WGPEER_A_FLAGS.rawValue, flags)
        guard written == nil else { return }
        switch changes[next].presharedKey {
        case .keep: break
        case .set(let key): key.withUnsafeBytes { peer.append(WGPEER_A_PRESHARED_KEY.rawValue, bytes: $0) }
        case .clear: peer.appendZeroKey(WGPEER_A_PRESHARED_KEY.rawValue)
        }
        if let endpoint = changes[next].endpoint { peer.append(endpoint) }
        if let keepalive = changes[next].persistentKeepalive {
            peer.append(WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL.rawValue, keepalive.seconds ?? 0)
        }
    }

    private var flags: UInt32 {
        var flags: UInt32 = 0
        let changes = changes.span
        switch changes[next].action {
        case .add: break
        case .update: flags |= WGPEER_F_UPDATE_ONLY.rawValue
        case .remove: flags |= WGPEER_F_REMOVE_ME.rawValue
        }
        if written == nil, case .replace = changes[next].allowedIPs { flags |= WGPEER_F_REPLACE_ALLOWEDIPS.rawValue }
        return flags
    }
}

/// An allowed IP that a change names.
private struct NamedPrefix {
    let prefix: IPPrefix
    /// Whether it is one that goes.
    let goes: Bool

    /// How many bytes it takes: the nest, its family, its address and its length; and the flags of one that goes.
    var encodedSize: Int { 4 + 8 + (prefix.isIPv4 ? 8 : 20) + 8 + (goes ? 8 : 0) }
}

extension PeerChange.AllowedIPsChange {
    /// How many allowed IPs it names: first those that come, then those that go.
    fileprivate var namedCount: Int {
        switch self {
        case .keep: 0
        case .change(let added, let removed): added.count + removed.count
        case .replace(let prefixes): prefixes.count
        }
    }

    fileprivate func named(at index: Int) -> NamedPrefix {
        switch self {
        case .keep: preconditionFailure("it names none")
        case .change(let added, let removed):
            index < added.count
                ? NamedPrefix(prefix: added[index], goes: false)
                : NamedPrefix(prefix: removed[index - added.count], goes: true)
        case .replace(let prefixes): NamedPrefix(prefix: prefixes[index], goes: false)
        }
    }
}

extension AttributeEncoder {
    /// An endpoint as a socket address. One of another length the kernel would ignore without a word.
    fileprivate mutating func append(_ endpoint: PeerEndpoint) {
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

    fileprivate mutating func append(_ change: NamedPrefix) {
        append(allowedIP: change.prefix, flags: change.goes ? AllowedIPFlags.remove : nil)
    }
}
