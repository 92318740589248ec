internal import NetmakerCore

extension Explanation: Presentable {
    static var columns: [String] { ["from", "to", "reachable", "why"] }
    var row: [String] { [from.title, to.title, reachable.rawValue, summary] }
    var identifier: String { reachable.rawValue }

    var details: [(label: String, value: String)] { Array(zip(Self.columns, row)) }

    /// The verdict, the path, both ends, and what was found.
    func detailText(width: Int?) -> String {
        var lines = [summary, ""]
        lines += ["network \(network), revision \(revision)"]
        if !path.isEmpty { lines += ["path    \(path.map(\.sentence).joined(separator: ", "))"] }
        for agent in agents { lines += ["", "\(agent.node)"] + agent.lines + tunnels(of: agent.node) }
        if findings.isEmpty { lines += ["", "nothing wrong was found"] }
        for (number, finding) in findings.enumerated() {
            lines += ["", "\(number + 1). \(finding.weight.sentence)\(finding.message)", "   \(finding.remedy)"]
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func tunnels(of node: NodeName) -> [String] {
        tunnels.filter { $0.node == node }.flatMap(\.lines)
    }
}

extension Explanation.Hop {
    fileprivate var sentence: String {
        switch kind {
        case .direct: "\(from) -> \(to) (tunnel)"
        case .client: "\(from) -> \(to) (external client)"
        case .out: "\(from) -> \(to) (outside of the network)"
        }
    }
}

extension Explanation.Agent {
    fileprivate var lines: [String] {
        let session =
            switch word {
            case .answered: "connected"
            case .silent: "connected, does not answer"
            case .unable: "connected, too old to be asked"
            case .away: "away, last heard of \(lastSeen.map(\.sentence).or("before the server's start"))"
            }
        let force = revision.map { "revision \($0)" } ?? "none known"
        return [
            "  agent       \(session)",
            "  in force    \(force)\(isInStep ? "" : word == .away ? ", as last heard" : ", not all")",
        ] + (trouble.map { ["  trouble     \($0)"] } ?? [])
    }
}

extension Explanation.Tunnel {
    fileprivate var lines: [String] {
        var lines = ["  to \(peer)"]
        lines.append("    endpoint    \(endpoint.or("none known")): \(reason)")
        for candidate in candidates where candidate.endpoint != endpoint {
            lines.append("    \(candidate.isUsable ? "or " : "not")         \(candidate.endpoint): \(candidate.reason)")
        }
        if !allowedIPs.isEmpty {
            lines.append("    allowed IPs \(allowedIPs.map(\.description).joined(separator: ", "))")
        }
        lines.append("    keepalive   \(persistentKeepalive.sentence)")
        if let receivedBytes, let sentBytes {
            let age = handshakeSeconds.map { "\($0) s ago" } ?? "never"
            lines.append("    handshake   \(age); received \(receivedBytes) bytes, sent \(sentBytes)")
        } else {
            lines.append("    handshake   not known")
        }
        return lines
    }
}

extension Finding.Weight {
    /// What stands before a finding.
    fileprivate var sentence: String {
        switch self {
        case .fault, .doubt: ""
        case .remark: "by the way: "
        }
    }
}
