public import NetmakerCore

extension AgentEnvironment {
    /// Has the network's daemon ask the server at once; where none runs, asks itself.
    ///
    /// - Returns: how it went, for people.
    /// - Throws: `AgentError`; `.notMember`, `.unreachable`.
    public func pull(_ network: NetworkName) async throws -> String {
        guard MembershipFiles(folder: folder, network: network).isMember else {
            throw AgentError.notMember(of: network)
        }
        switch try await localClient(network).send(.pull) {
        case .done(let message): return message
        case .failed(let message, let remedy): throw AgentError(.unreachable, message: message, remedy: remedy)
        case .status, .declined, nil: break
        }
        if let trouble = try await folder.holding(network, { try await bringUp(network) }) {
            throw AgentError(
                .unreachable, message: "network \(network) was not brought up to date: \(trouble)",
                remedy: "the tunnel stands as it last was; try again later")
        }
        return "network \(network) is up to date"
    }
}
