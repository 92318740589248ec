internal import NetmakerAgent
internal import NetmakerCore

/// A peer, for people.
struct PeerText {
    private let peer: AgentStatus.Peer
    private let now: Timestamp
    /// Whether the device was read.
    private let isSeen: Bool

    init(_ peer: AgentStatus.Peer, now: Timestamp, isSeen: Bool) {
        self.peer = peer
        self.now = now
        self.isSeen = isSeen
    }

    /// A line each, or more where the terminal is narrow; the addresses come first.
    var sentences: [String] {
        [addresses] + [isSeen ? way : nil, isSeen ? traffic : nil, expiry, ranges, clients, relay].compactMap(\.self)
    }

    private var addresses: String { peer.addresses.map(\.description).joined(separator: ", ") }

    /// The path in words, where it leads, and when it was last known to be well.
    private var way: String {
        let place = peer.endpoint.map { " at \($0)" } ?? ""
        if peer.isMissing == true { return "not on the device" }
        guard let handshake = peer.lastHandshake else {
            if peer.endpoint == nil { return "no endpoint known; it has to call first" }
            return peer.sentBytes > 0 ? "never reached\(place)" : "no handshake yet\(place)"
        }
        let path = peer.isLocal == true ? "direct, LAN" : "direct"
        let age = Quantities.age(of: handshake, at: now)
        return peer.isAlive(at: now) ? "\(path)\(place), handshake \(age)" : "idle\(place), last handshake \(age)"
    }

    private var traffic: String? {
        guard peer.isMissing != true else { return nil }
        let keepalive = peer.persistentKeepalive.map { $0.seconds.map { ", keepalive \($0) s" } ?? "" } ?? ""
        return "received \(ByteCount(peer.receivedBytes)), sent \(ByteCount(peer.sentBytes))\(keepalive)"
    }

    private var expiry: String? {
        peer.expiresAt.map { $0 > now ? "expires \(Quantities.distance(to: $0, at: now))" : "expired" }
    }

    private var ranges: String? {
        peer.ranges.map { "gateway to " + $0.map(\.description).joined(separator: ", ") }
    }

    private var clients: String? {
        peer.clients.map { clients in
            "gateway of "
                + clients.map { "\($0.name) \($0.addresses.map(\.description).joined(separator: " "))" }
                .joined(separator: ", ")
        }
    }

    private var relay: String? {
        peer.isRelay == true ? "may carry packets between others, and can read those" : nil
    }
}
