internal import DurableFiles
public import NetmakerCore

extension AgentFolder {
    /// What there is to know about a network: from its daemon, or from the files where none runs.
    ///
    /// - Throws: `AgentError`; `.notMember` when the machine is not in it, `.unreachable` when its daemon does not answer.
    public func status(of network: NetworkName) async throws -> AgentStatus {
        try await status(of: network, by: ContinuousClock())
    }

    /// - Parameter clock: by which the daemon is waited for.
    func status(of network: NetworkName, by clock: any Clock<Duration>) async throws -> AgentStatus {
        let files = MembershipFiles(folder: self, network: network)
        let credential = try files.credential()
        switch try await LocalSocketClient(network, in: self, clock: clock).send(.status) {
        case .status(let status): return status
        case .failed(let message, let remedy): throw AgentError(.failed, message: message, remedy: remedy)
        case .done, .declined, nil: break
        }
        let (saved, trouble) = files.mapAsTold
        var status = AgentStatus(
            network: network, node: credential.node, name: saved?.configuration.name, server: credential.address,
            isRunning: false, connection: nil, trouble: trouble, repairs: nil,
            interface: saved?.configuration.interface ?? credential.interface,
            listenPort: saved?.configuration.listenPort, backend: nil, addresses: saved?.configuration.addresses ?? [],
            revision: saved?.map?.revision, acknowledged: nil,
            peers: (saved?.map?.peers.values.map { $0 } ?? []).sorted { $0.name < $1.name }.map {
                AgentStatus.Peer($0)
            })
        status.take(saved?.configuration)
        return status
    }
}

extension MembershipFiles {
    /// The saved map, and why there is none that can be used. Only looked at: a daemon may be about to write it.
    fileprivate var mapAsTold: (map: SavedMap?, trouble: String?) {
        do throws(FileError) {
            let file = try readMap()
            return (file.map, trouble(with: file))
        } catch {
            return (nil, "\(error)")
        }
    }
}
