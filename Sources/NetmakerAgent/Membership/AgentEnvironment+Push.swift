public import NetmakerCore
internal import Synchronization

extension AgentEnvironment {
    /// Has the network's daemon publish at once what its configuration file says that is new; where none runs, does so
    /// itself.
    ///
    /// - Returns: how it went, for people.
    /// - Throws: `AgentError`; `.notMember`, `.damagedFile` for a file that means nothing, `.refused` with the field when
    ///   the server did not take all of it, `.unreachable`.
    public func push(_ network: NetworkName) async throws -> String { try await publish(network, by: .push) }

    /// The same, and asks the server for what is new besides.
    ///
    /// - Throws: what `push` throws.
    public func checkIn(_ network: NetworkName) async throws -> String { try await publish(network, by: .checkin) }

    private func publish(_ network: NetworkName, by command: LocalRequest.Command) async throws -> String {
        let change = try await changeService(of: network)
        let outcome = try await tell(network, by: command)
        return change.map { "\(outcome)\n\($0)" } ?? outcome
    }

    private func tell(_ network: NetworkName, by command: LocalRequest.Command) async throws -> String {
        guard MembershipFiles(folder: folder, network: network).isMember else {
            throw AgentError.notMember(of: network)
        }
        switch try await localClient(network).send(command) {
        case .done(let message): return message
        case .failed(let message, let remedy): throw AgentError(.failed, message: message, remedy: remedy)
        case .declined(.refused, let message, let remedy): throw AgentError(.refused, message: message, remedy: remedy)
        case .declined(.unreachable, let message, let remedy):
            throw AgentError(.unreachable, message: message, remedy: remedy)
        case .status, nil: break
        }
        return try await folder.holding(network) {
            let agent = try Agent(network: network, environment: self)
            let wanted = Mutex(0)
            let trouble = try await bringUp(agent) {
                // A look of its own, which the work begins with, would tell too late how much there is.
                await agent.startFromSavedMap()
                await agent.lookAtConfiguration()
                let count = agent.progress.unpublishedEdits
                wanted.withLock { $0 = count }
                if agent.progress.fileTrouble != nil { _ = try agent.outcome(of: count) }
            } until: {
                $0.acknowledged != nil && $0.isAttended && $0.unpublishedEdits == 0
            }
            if let trouble {
                throw AgentError(
                    .unreachable, message: "network \(network) was not brought up to date: \(trouble)",
                    remedy: "what the file says is published once the server answers; try again later")
            }
            return try agent.outcome(of: wanted.withLock { $0 })
        }
    }
}
