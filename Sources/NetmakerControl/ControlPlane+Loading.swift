internal import Logging
internal import NetmakerCore
public import NetmakerStore
internal import Synchronization

extension ControlPlane {
    /// For how long it is remembered that a node was one.
    public static let removedNodeMemory: Duration = .seconds(30 * 86_400)

    /// Reads the whole state from the store and verifies it; at a server's first start, makes its identity.
    ///
    /// - Throws: `StoreError`; `.corrupt` when the networks contradict each other. Nothing is ever computed from a part.
    public func load() async throws(StoreError) {
        let directory = try await store.directory()
        var networks: [NetworkState] = []
        for name in try await store.networks() {
            if let network = try await store.snapshot(of: name) { networks.append(network) }
        }
        let removedNodes = try await store.removedNodes()
        var truth: Truth
        do {
            truth = try Truth(directory: directory, networks: networks, removedNodes: removedNodes)
            if directory.server == nil { try await establishServer(in: &truth) }
        } catch let error as ModelError {
            throw StoreError(
                .corrupt, message: "the stored state contradicts itself: \(error.message)",
                remedy: "restore the server from a backup", cause: error)
        } catch {
            throw error as? StoreError
                ?? StoreError(.unavailable, message: "\(error)", remedy: "look at the log", cause: error)
        }
        truth.forgetRemovedNodes(before: wallClock.now - Self.removedNodeMemory)
        logger.info(
            "state loaded",
            metadata: [
                "networks": "\(networks.count)", "nodes": "\(networks.reduce(0) { $0 + $1.nodes.count })",
                "users": "\(directory.users.count)",
            ])
        state.withLock { state in
            state.truth = truth
            state.health = .ready
        }
    }

    /// Before the writer runs there is nobody to contend with.
    private func establishServer(in truth: inout Truth) async throws {
        var random = SystemRandomNumberGenerator()
        let now = wallClock.now
        let entry = ChangeEntry(
            aggregate: .directory, revision: truth.directory.revision.next, time: now,
            actor: Principal.server.description,
            mutations: [.putServer(ServerIdentity(id: ServerID.random(using: &random), createdAt: now))])
        try await store.commit([entry], expecting: [.directory: truth.directory.revision])
        try truth.apply(entry)
    }
}
