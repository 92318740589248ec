public import Logging
public import NetmakerCore

extension AgentFolder {
    /// What there is to know about a network: from its daemon, or from the files where none runs.
    ///
    /// - Throws: `AgentError`; `.notMember` when the machine is not in it.
    public func status(of network: NetworkName, logger: Logger) async throws -> AgentStatus {
        let files = MembershipFiles(folder: self, network: network)
        let credential = try files.credential()
        switch try await LocalSocketClient(path: socket(network)).send(LocalRequest(.status)) {
        case .status(let status): return status
        case .failed(let message, let remedy): throw AgentError(.failed, message: message, remedy: remedy)
        case .done, nil: break
        }
        let saved = files.map(logger)
        return AgentStatus(
            network: network, node: credential.node, name: saved?.configuration.name, server: credential.address,
            isRunning: false, connection: nil, trouble: files.mapTrouble,
            interface: saved?.configuration.interface ?? credential.interface,
            listenPort: saved?.configuration.listenPort, backend: nil, addresses: saved?.configuration.addresses ?? [],
            revision: saved?.map?.revision, acknowledged: nil,
            peers: (saved?.map?.peers.values.map { $0 } ?? []).sorted { $0.name < $1.name }.map {
                AgentStatus.Peer($0, endpoint: nil, lastHandshake: nil, received: 0, sent: 0)
            })
    }
}
