/// What two nodes say of the session between them.
struct PairSession {
    /// One of them, looking at the other.
    struct Side {
        let node: Node
        let other: Node
        /// What its agent said; nil when it said nothing.
        let report: TunnelReport?
        /// The other, as its device has it; nil when it has not, or nothing was said.
        let peer: TunnelReport.Peer?
        /// The same a moment before; nil when it was asked once.
        let earlier: TunnelReport.Peer?
        /// Where it sends packets for the end of the path.
        let targets: [IPAddress]

        init(of node: Node, seeing other: Node, _ sighting: AgentSighting?, targets: [IPAddress]) {
            self.node = node
            self.other = other
            report = sighting?.report
            peer = report?.peer(of: other)
            earlier = sighting?.earlier?.peer(of: other)
            self.targets = targets
        }

        /// Whether it has a session, as far as it says.
        var isAlive: Bool { peer?.isAlive ?? false }
        /// What it sent meanwhile; 0 when it was asked once.
        var sentMeanwhile: UInt64 { Self.growth(from: earlier?.sent, to: peer?.sent) }
        /// What it received meanwhile; 0 when it was asked once.
        var receivedMeanwhile: UInt64 { Self.growth(from: earlier?.received, to: peer?.received) }

        private static func growth(from earlier: UInt64?, to now: UInt64?) -> UInt64 {
            guard let earlier, let now, now > earlier else { return 0 }
            return now - earlier
        }
    }

    let there: Side
    let back: Side

    var sides: [Side] { [there, back] }

    /// Who sends and is not heard, if that was seen; nil else.
    var lost: Side? {
        guard there.earlier != nil, back.earlier != nil else { return nil }
        if there.sentMeanwhile > 0, back.receivedMeanwhile == 0 { return there }
        return back.sentMeanwhile > 0 && there.receivedMeanwhile == 0 ? back : nil
    }

    /// Whether all that say anything of it have a session, and nothing was seen to get lost.
    var isAlive: Bool {
        let heard = sides.filter { $0.report != nil }
        return !heard.isEmpty && heard.allSatisfy(\.isAlive) && lost == nil
    }

    /// How long ago the last handshake was that both know of; nil when there was none.
    var age: Duration? { sides.compactMap { $0.peer?.handshakeAge }.max() }
}

extension TunnelReport {
    /// The peer a device has that is this node: by the key that it last heard of, of the present one and the next.
    func peer(of node: Node) -> Peer? {
        let known = peers.filter { node.publicKeys.contains($0.publicKey) }
        return known.min { ($0.handshakeAge ?? .seconds(Int64.max)) < ($1.handshakeAge ?? .seconds(Int64.max)) }
    }

    func peer(of client: ExternalClient) -> Peer? { peers.first { $0.publicKey == client.publicKey } }
}

extension TunnelReport.Peer {
    /// Whether the session of its last handshake may still be in use (REJECT_AFTER_TIME).
    var isAlive: Bool { handshakeAge.map { $0 < EndpointChoice.sessionLifetime } ?? false }
}

extension Duration {
    /// "12 s", "4 min", "3 h" or "2 d": what is told to people, who need no more.
    package var sentence: String {
        let seconds = max(0, components.seconds)
        return switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) d"
        }
    }
}
