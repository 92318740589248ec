import NetmakerAgent
import NetmakerCore
import Synchronization

/// What keeps daemons running in a test: it only remembers whose.
final class InMemorySupervisor: Supervisor {
    enum Failure: Hashable, Sendable {
        case check, keep, retire
    }

    struct State: Sendable {
        var isPresent = true
        var kept: Set<NetworkName> = []
        var running: Set<NetworkName> = []
        var failing: Set<Failure> = []
    }

    let state = Mutex(State())

    private func fail(_ failure: Failure) throws {
        guard state.withLock({ $0.failing.contains(failure) }) else { return }
        throw AgentError(.failed, message: "systemctl has failed", remedy: "mend it")
    }

    var isPresent: Bool { state.withLock { $0.isPresent } }

    func check(_ network: NetworkName) async throws { try fail(.check) }

    func keep(_ network: NetworkName) async throws {
        try fail(.keep)
        state.withLock {
            $0.kept.insert(network)
            $0.running.insert(network)
        }
    }

    func stop(_ network: NetworkName) async throws { state.withLock { _ = $0.running.remove(network) } }

    func retire(_ network: NetworkName) async throws {
        state.withLock { _ = $0.kept.remove(network) }
        try fail(.retire)
    }

    func kept() throws -> [NetworkName] { state.withLock { $0.kept.sorted() } }

    func removeCommonParts() async throws -> [String] { [] }
}
