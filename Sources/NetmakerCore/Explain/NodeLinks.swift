/// Tunnels of a node, as its agent says when somebody asks.
public struct NodeLinks: Hashable, Sendable, Codable {
    /// The most of them that are told at once, and that an agent is asked about.
    public static let maximumCount = TunnelQuestion.maximumLinks / 2

    public let node: NodeName
    /// What came of asking its agent.
    public let word: Explanation.Agent.Word
    /// When the server last heard of it; nil when it has not since its start.
    public let lastSeen: Timestamp?
    /// In the order of their names.
    public let items: [NodeLink]
    /// Where the next ones begin, for `after`; nil when these are the last.
    public let next: String?

    public init(
        node: NodeName, word: Explanation.Agent.Word, lastSeen: Timestamp?, items: [NodeLink], next: String?
    ) {
        self.node = node
        self.word = word
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
        // An agent that passes over the question has said nothing of its links.
        let isUnderstood = sighting.report?.links != nil || ends.isEmpty
        let states = Dictionary(grouping: sighting.report?.links ?? [], by: \.publicKey)
        let vantage = Vantage(of: node, in: network)
        self.init(
            node: node.name, word: answer == .answered && !isUnderstood ? .unable : answer,
            lastSeen: sighting.lastSeen,
            items: ends.map { end in
                NodeLink(
                    to: end, end.publicKeys.flatMap { states[$0] ?? [] }, from: vantage,
                    isHeard: sighting.report?.links != nil)
            }, next: next)
    }
}
