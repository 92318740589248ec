/// Whether the agents hear, and do as they hear.
extension Examination {
    mutating func examineAgents() {
        for node in path.nodes {
            guard let agent = agents[node.id] else { continue }
            examine(agent, of: node)
        }
    }

    private mutating func examine(_ agent: AgentSighting, of node: Node) {
        let unit = "netclient@\(state.network.name)"
        switch agent.word {
        case .away:
            let since =
                agent.lastSeen.map { "was last heard of \(now.duration(since: $0).sentence) ago" }
                ?? "has not been heard of since the server's start"
            find(
                .agentAway, suspicion, about: node.name,
                "the agent of \(node.name) has no session with the server and \(since)",
                remedy: "see on \(node.name) whether the machine is up, and what netclient status says")
        case .silent:
            find(
                .agentSilent, suspicion, about: node.name,
                "the agent of \(node.name) has a session with the server, but does not answer",
                remedy: "see whether \(node.name) is up, and whether netclient hangs there: systemctl status \(unit)")
        case .unable:
            find(
                .agentUnable, suspicion, about: node.name,
                "the agent of \(node.name) is of release \(node.facts.version), and cannot say what its device has",
                remedy: "upgrade netclient on \(node.name)")
        case .report(let report):
            if let trouble = report.trouble {
                find(
                    .notApplied, blame, about: node.name,
                    "\(node.name) could not apply what it was told: \(trouble)",
                    remedy: "put that right on \(node.name); netclient tries again by itself")
            }
            examineClock(of: node, report)
        }
        guard agent.isLagging else { return }
        let known = agent.acknowledged.map { "has revision \($0) in force" } ?? "has no revision in force yet"
        find(
            .lagging, suspicion, about: node.name,
            "\(node.name) \(known), and the network is at \(state.revision)",
            remedy:
                "ask again in a moment; if it stays so, see what netclient logs on \(node.name): journalctl -u \(unit)")
    }

    private mutating func examineClock(of node: Node, _ report: TunnelReport) {
        let difference = report.time.duration(since: now)
        let size = difference < .zero ? .zero - difference : difference
        guard size > Self.clockTolerance else { return }
        find(
            .clockDiffers, suspicion, about: node.name,
            "the clock of \(node.name) is \(size.sentence) \(difference < .zero ? "behind" : "ahead of") the server's",
            remedy: "set it right: peers refuse a handshake that bears an earlier time than the last")
    }

    /// What a report may take on its way, and clocks may differ without harm.
    private static let clockTolerance: Duration = .seconds(60)
}
