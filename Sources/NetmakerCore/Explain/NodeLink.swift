/// A tunnel of a node, as its device has it at the moment.
public struct NodeLink: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable { case node, client }

    /// How the tunnel does, as far as one end sees it.
    public enum Session: String, Hashable, Sendable, Codable, CaseIterable {
        /// A handshake is as new as a session lives: packets pass, or did a moment ago.
        case fresh
        /// The last handshake is older, and nothing shows that one was wanted since.
        case idle
        /// Something was sent, and there was no handshake for it.
        case unanswered
        /// Nothing was sent yet.
        case untried
        /// The device does not have the other end.
        case missing
        /// The device was not heard.
        case unknown
    }

    /// Which way packets take.
    public enum Path: String, Hashable, Sendable, Codable, CaseIterable {
        /// To an address of the other machine on a network that both are in.
        case local
        /// To where the other machine is seen, or said to be.
        case direct
    }

    public let peer: NodeName
    public let kind: Kind
    public let session: Session
    /// Nil while the device does not know where to send to, or was not heard.
    public let path: Path?
    /// Where the device sends to; nil as for `path`.
    public let endpoint: Endpoint?
    /// How many seconds ago the last handshake was; nil when there was none, or the device was not heard.
    public let handshakeSeconds: Int?
    /// Nil when the device was not heard, or does not have the peer.
    public let receivedBytes: UInt64?
    public let sentBytes: UInt64?

    /// - Parameters:
    ///   - states: what the device has of the end, by any of its keys.
    ///   - vantage: where the node stands.
    ///   - isHeard: whether the node's agent said anything of its links.
    init(to end: LinkEnd, _ states: [TunnelReport.Peer], from vantage: Vantage, isHeard: Bool) {
        let state = states.min {
            ($0.handshakeAge ?? .seconds(Int64.max)) < ($1.handshakeAge ?? .seconds(Int64.max))
        }
        peer = end.name
        kind = if case .client = end { .client } else { .node }
        session = state?.session ?? (isHeard ? .missing : .unknown)
        endpoint = state?.endpoint
        path = endpoint.map { end.isNear($0, vantage) ? .local : .direct }
        handshakeSeconds = state?.handshakeAge.map { Int(clamping: max(0, $0.components.seconds)) }
        receivedBytes = state?.received
        sentBytes = state?.sent
    }
}

extension LinkEnd {
    /// Whether an endpoint of it is on a network that the viewer is in as well.
    fileprivate func isNear(_ endpoint: Endpoint, _ vantage: Vantage) -> Bool {
        guard case .node(let node) = self else { return false }
        return EndpointCandidates(of: node).local.contains { $0.endpoint == endpoint && vantage.sharesLink(with: $0) }
    }
}

extension TunnelReport.Peer {
    /// As `Explanation` judges it, by what one end alone sees.
    fileprivate var session: NodeLink.Session {
        if isAlive { return .fresh }
        // Whoever keeps sending would have had an answer.
        guard handshakeAge == nil else { return persistentKeepalive == .off ? .idle : .unanswered }
        return sent == 0 ? .untried : .unanswered
    }
}
