import NetmakerAgent
import NetmakerCore
import Synchronization

/// A resolver in memory, which knows the interfaces that a test gives it, and records what it is told.
final class FakeResolver: SystemResolver {
    struct Failure: Error, CustomStringConvertible { let description: String }
    private struct State {
        var isAtWork = true
        var failure: String?
        /// By interface; nil for one that it was told nothing of.
        var links: [InterfaceName: ResolverSettings?] = [:]
        var version = 0
        var calls: [String] = []
    }
    private let state = Mutex(State())

    let name = "a fake resolver"

    var isAtWork: Bool { state.withLock { $0.isAtWork } }
    var calls: [String] { state.withLock { $0.calls } }

    func settings(_ interface: String) -> ResolverSettings? {
        guard let name = try? InterfaceName(parsing: interface) else { return nil }
        return state.withLock { $0.links[name] } ?? nil
    }

    func link(_ interface: InterfaceName) -> ResolverLink {
        state.withLock { state in
            guard let settings = state.links[interface] else { return .missing }
            return settings == nil ? .plain : .told(mark: "\(state.version)")
        }
    }

    func point(_ interface: InterfaceName, to settings: ResolverSettings) async throws {
        try tell("point \(interface) \(settings.servers.joined(separator: " "))", interface, settings)
    }

    func revert(_ interface: InterfaceName) async throws { try tell("revert \(interface)", interface, nil) }

    private func tell(_ call: String, _ interface: InterfaceName, _ settings: ResolverSettings?) throws {
        try state.withLock { state in
            state.calls.append(call)
            if let failure = state.failure { throw Failure(description: failure) }
            guard state.links[interface] != nil else { throw Failure(description: "no such interface") }
            state.links[interface] = .some(settings)
            state.version += 1
        }
    }

    // MARK: What happens to it

    /// An interface comes, also in place of another of that name.
    func add(_ interface: String) throws {
        let name = try InterfaceName(parsing: interface)
        state.withLock { $0.links[name] = .some(nil) }
    }

    func remove(_ interface: String) throws {
        let name = try InterfaceName(parsing: interface)
        state.withLock { $0.links[name] = nil }
    }

    /// Somebody else tells it something.
    func disturb(_ interface: String) throws {
        let name = try InterfaceName(parsing: interface)
        state.withLock { state in
            state.links[name] = .some(ResolverSettings(servers: ["192.0.2.53"], zones: ["example"]))
            state.version += 1
        }
    }

    func stop() { state.withLock { $0.isAtWork = false } }
    func start() { state.withLock { $0.isAtWork = true } }
    func fail(with reason: String?) { state.withLock { $0.failure = reason } }
}
