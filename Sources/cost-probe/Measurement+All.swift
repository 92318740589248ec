extension Measurement {
    /// Everything that concerns a number of agents that does not grow with the network: eight at most.
    static let all = nodes + agents + networks + keys + people + gateways + clients + dns + standing
}
