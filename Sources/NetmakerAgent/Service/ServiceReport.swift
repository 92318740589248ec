internal import NetmakerCore
internal import Synchronization

/// How a daemon and its networks stand, for whoever supervises it.
final class ServiceReport: Sendable {
    private struct State {
        /// Those that were there at the start and have not come up.
        var awaited: Set<NetworkName>
        var isReady = false
        var lines: [NetworkName: String] = [:]
        var status = ""
    }

    private let state: Mutex<State>
    private let tell: @Sendable (ServiceState) -> Void

    init(awaiting networks: [NetworkName], tell: @escaping @Sendable (ServiceState) -> Void) {
        state = Mutex(State(awaited: Set(networks)))
        self.tell = tell
    }

    /// Ready from the start when there is nothing to wait for.
    func begin() { change { _ in } }

    func set(_ line: String?, for network: NetworkName) { change { $0.lines[network] = line } }

    /// The network stands as well as it can now.
    func isUp(_ network: NetworkName) { change { $0.awaited.remove(network) } }

    private func change(_ body: (inout State) -> Void) {
        let news: [ServiceState] = state.withLock { state in
            body(&state)
            var news: [ServiceState] = []
            let status = state.lines.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "; ")
            if status != state.status { news.append(.status(status)) }
            state.status = status
            if state.awaited.isEmpty, !state.isReady {
                state.isReady = true
                news.append(.ready)
            }
            return news
        }
        for state in news { tell(state) }
    }
}
