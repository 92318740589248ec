/// Looks for what is wrong on a path, in the order in which one thing follows from another.
struct Examination {
    let path: NetworkPath
    let state: NetworkState
    let agents: [NodeID: AgentSighting]
    let now: Timestamp
    /// Nil when no tunnel between two nodes is on the path, or one of the nodes is missing.
    let pair: PairSession?
    /// In the order they were found.
    private var found: [Finding] = []

    init(of path: NetworkPath, in state: NetworkState, seeing agents: [NodeID: AgentSighting], now: Timestamp) {
        self.path = path
        self.state = state
        self.agents = agents
        self.now = now
        if let entry = path.entry, let exit = path.exit, entry.id != exit.id {
            pair = PairSession(
                there: PairSession.Side(
                    of: entry, seeing: exit, agents[entry.id], targets: state.addresses(of: path.to)),
                back: PairSession.Side(
                    of: exit, seeing: entry, agents[exit.id], targets: state.addresses(of: path.from)))
        } else {
            pair = nil
        }
        examine()
    }

    /// What is wrong, the first thing first, and then the remarks.
    var findings: [Finding] { found.filter { $0.weight != .remark } + found.filter { $0.weight == .remark } }

    private mutating func examine() {
        guard path.from != path.to else {
            find(
                .samePlace, .remark, about: nil, "both ends are the same", remedy: "name two machines to ask of a path")
            return
        }
        examineStandings()
        // Who takes no part has no peers: all that follows would be found wrong, and follows from that.
        guard found.isEmpty else { return }
        examineAgents()
        examineDevices()
        examineClients()
        examineEndpoints()
        examineHandshakes()
        examineBeyond()
        examineRest()
    }

    mutating func find(
        _ kind: FindingKind, _ weight: Finding.Weight, about name: NodeName?, _ message: String, remedy: String
    ) {
        found.append(Finding(kind, weight, about: name, message: message, remedy: remedy))
    }

    // MARK: What there is to say of the sessions

    /// The sessions between external clients and their gateways that are on the path.
    var clientSessions: [(client: ExternalClient, gateway: Node, peer: TunnelReport.Peer?, report: TunnelReport?)] {
        [(path.caller, path.entry), (path.callee, path.exit)].compactMap { client, gateway in
            guard let client, let gateway else { return nil }
            let report = agents[gateway.id]?.report
            return (client, gateway, report?.peer(of: client), report)
        }
    }

    /// Whether every session on the path is there, as far as anybody says.
    var isAlive: Bool {
        (pair?.isAlive ?? path.isWithinOneNode) && clientSessions.allSatisfy { $0.peer?.isAlive ?? false }
    }

    /// What may be why packets do not pass, and is of no weight where they do.
    var suspicion: Finding.Weight { isAlive ? .remark : .doubt }

    /// What keeps packets from passing, and is of no weight where they do.
    var blame: Finding.Weight { isAlive ? .remark : .fault }
}
