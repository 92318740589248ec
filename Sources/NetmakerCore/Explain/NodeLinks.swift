/// Tunnels of a node, as its agent says when somebody asks.
public struct NodeLinks: Hashable, Sendable, Codable {
    /// The most of them that are told at once, and that an agent is asked about.
    public static let maximumCount = TunnelQuestion.maximumLinks / 2

    public let node: NodeName
    /// What came of asking its agent.
    public let word: Explanation.Agent.Word
    /// Why its device does not have what it should, or that there is none; nil when it has, or was not heard.
    public let trouble: String?
    /// When the server last heard of it; nil when it has not since its start.
    public let lastSeen: Timestamp?
    /// In the order of their names.
    public let items: [NodeLink]
    /// Where the next ones begin, for `after`; nil when these are the last.
    public let next: String?

    public init(
        node: NodeName, word: Explanation.Agent.Word, trouble: String?, lastSeen: Timestamp?, items: [NodeLink],
        next: String?
    ) {
        self.node = node
        self.word = word
        self.trouble = trouble
        self.lastSeen = lastSeen
        self.items = items
        self.next = next
    }

    /// - Parameters:
    ///   - ends: those it was asked about, in the order of their names.
    ///   - next: where the next ones begin.
    public init(
        of node: Node, to ends: [LinkEnd], in network: Network, seeing sighting: AgentSighting, next: String? = nil
    ) {
        let answer = Explanation.Agent(node, sighting).word
        let report = sighting.report
        // An agent that passes over the question has said nothing of its links.
        let isUnderstood = report?.links != nil || ends.isEmpty
        // A device that is not there, or cannot be read, is not one that has no peers.
        let isHeard = report?.links != nil && report?.publicKey != nil
        let states = Dictionary(grouping: report?.links ?? [], by: \.publicKey)
        let absence = report?.publicKey == nil ? "there is no WireGuard interface \(node.interface)" : nil
        let vantage = Vantage(of: node, in: network)
        self.init(
            node: node.name, word: answer == .answered && !isUnderstood ? .unable : answer,
            trouble: report.flatMap { $0.trouble ?? absence }, lastSeen: sighting.lastSeen,
            items: ends.map { end in
                NodeLink(
                    to: end, end.publicKeys.flatMap { states[$0] ?? [] }, from: vantage, isHeard: isHeard)
            }, next: next)
    }
}
