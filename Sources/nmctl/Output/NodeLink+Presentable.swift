internal import NetmakerCore

extension NodeLink: Presentable {
    static var columns: [String] { ["peer", "kind", "session", "handshake", "path", "endpoint", "received", "sent"] }
    static var unimportantColumns: [String] { ["kind", "endpoint", "received", "sent", "path"] }

    var row: [String] {
        [
            peer.description, kind.rawValue, session.rawValue, handshake, (path?.rawValue).orDash, endpoint.orDash,
            receivedBytes.map(ByteCount.init).orDash, sentBytes.map(ByteCount.init).orDash,
        ]
    }

    var identifier: String { peer.description }

    var details: [(label: String, value: String)] { Array(zip(Self.columns, row)) }

    private var handshake: String {
        if let handshakeSeconds { return "\(Duration.seconds(handshakeSeconds).sentence) ago" }
        return session == .unknown || session == .missing ? "-" : "never"
    }
}

extension NodeLinks {
    /// Why nothing is known, or not all is as it should be; nil when the agent said what it has.
    var remark: String? {
        switch word {
        case .answered: trouble.map { "the agent of \(node) says: \($0)" }
        case .silent: "the agent of \(node) is connected, and does not answer"
        case .unable: "the agent of \(node) is too old to be asked: upgrade it"
        case .away:
            "the agent of \(node) is away, last heard of \(lastSeen.map(\.sentence).or("before the server's start"))"
        }
    }
}
