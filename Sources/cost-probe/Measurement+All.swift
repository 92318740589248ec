extension Measurement {
    /// Every command that concerns a number of agents that does not grow with the network: eight at most. Left out is
    /// what concerns every node, and so costs each of them: `ChangeRanges`, `RefreshKeys`, `UpdateNetwork` with what
    /// every node is told or for all nodes, and `DeleteNetwork` of one that has nodes.
    static let all =
        nodes + agents + networks + keys + people + gateways + clients + dns + standing + newKeys + expiry
}
