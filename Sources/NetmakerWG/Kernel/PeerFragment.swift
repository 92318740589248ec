import NetmakerCore

/// As much of one peer's change as goes into one message.
///
/// A peer whose allowed IPs do not fit is continued in the next message, under its public key with further allowed IPs.
/// All else, and the flag that replaces the list, stands in the first part only: the flag a second time would throw away
/// the first half.
struct PeerFragment {
    let change: PeerChange
    let prefixes: Slice<AllowedIPs>
    let isFirst: Bool

    /// Shares changes out over messages, in order.
    ///
    /// - Parameters:
    ///   - size: how many bytes of a message are for peers.
    ///   - firstSize: how many of the first message, which holds the device's own settings too.
    /// - Returns: at least one message's share, which is empty when there are no changes.
    static func messages(_ changes: [PeerChange], size: Int, firstSize: Int) -> [[PeerFragment]] {
        var messages: [[PeerFragment]] = []
        var message: [PeerFragment] = []
        var room = firstSize
        for change in changes {
            var rest = change.prefixes[...]
            var isFirst = true
            repeat {
                let taken = rest.prefixThatFits(in: room - Self.size(of: change, isFirst: isFirst))
                if taken == nil || (taken?.isEmpty == true && !rest.isEmpty), !message.isEmpty {
                    messages.append(message)
                    message = []
                    room = size
                    continue
                }
                // An empty message takes one prefix at least, or there would be no end.
                let part = taken.flatMap { $0.isEmpty ? nil : $0 } ?? rest.prefix(1)
                message.append(PeerFragment(change: change, prefixes: part, isFirst: isFirst))
                room -= Self.size(of: change, isFirst: isFirst) + part.reduce(0) { $0 + $1.encodedSize }
                rest = rest[part.endIndex...]
                isFirst = false
            } while !rest.isEmpty || isFirst
        }
        messages.append(message)
        return messages
    }

    /// How many bytes all but the allowed IPs take: every attribute has 4 bytes of header and fills a multiple of 4.
    private static func size(of change: PeerChange, isFirst: Bool) -> Int {
        let keyAndFlags = 4 + 36 + 8
        let list = 4
        guard isFirst else { return keyAndFlags + list }
        let presharedKey = change.presharedKey.isKeep ? 0 : 36
        let endpoint = change.endpoint.map { $0.address.isIPv4 ? 20 : 32 } ?? 0
        let keepalive = change.persistentKeepalive == nil ? 0 : 8
        return keyAndFlags + list + presharedKey + endpoint + keepalive
    }
}

extension PeerChange {
    /// The allowed IPs it names.
    var prefixes: AllowedIPs {
        switch allowedIPs {
        case .keep: []
        case .add(let prefixes), .replace(let prefixes): prefixes
        }
    }
}

extension IPPrefix {
    /// How many bytes it takes as an allowed IP: the nest, its family, its address and its length.
    fileprivate var encodedSize: Int { 4 + 8 + (address.isIPv4 ? 8 : 20) + 8 }
}

extension Slice<AllowedIPs> {
    /// As many as fit into a number of bytes; nil when that is negative.
    fileprivate func prefixThatFits(in size: Int) -> Self? {
        guard size >= 0 else { return nil }
        var left = size
        return prefix { prefix in
            left -= prefix.encodedSize
            return left >= 0
        }
    }
}
