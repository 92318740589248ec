internal import Logging
internal import NetmakerCore
public import NetmakerStore
internal import Synchronization

extension ControlPlane {
    /// Reads the whole state from the store and verifies it; at a server's first start, makes its identity.
    ///
    /// - Throws: `StoreError`; `.corrupt` when the networks contradict each other. Nothing is ever computed from a
    ///   part.
    public func load() async throws(StoreError) {
        var truth = try await storedTruth()
        if truth.directory.server == nil {
            let entry = establishment(of: truth.directory)
            // Before the writer runs there is nobody to contend with.
            try await store.commit([entry], expecting: [.directory: truth.directory.revision])
            try truth.applyStored(entry)
        }
        truth.forgetRemovedNodes(before: wallClock.now - LogRetention.removedNodes)
        let logEnd = try await store.log(LogQuery(.everything, limit: 1, stepLimit: 0)).rows.first?.sequence ?? 0
        logger.info(
            "state loaded",
            metadata: [
                "networks": "\(truth.networks.count)",
                "nodes": "\(truth.networks.values.reduce(0) { $0 + $1.nodes.count })",
                "users": "\(truth.directory.users.count)",
            ])
        feed.begin(at: truth)
        state.withLock { state in
            state.truth = truth
            state.logEnd = logEnd
            state.isLoaded = true
        }
    }

    private func storedTruth() async throws(StoreError) -> Truth {
        let directory = try await store.directory()
        var networks: [NetworkState] = []
        for name in try await store.networks() {
            if let network = try await store.snapshot(of: name) { networks.append(network) }
        }
        let removedNodes = try await store.removedNodes()
        do throws(ModelError) {
            return try Truth(directory: directory, networks: networks, removedNodes: removedNodes)
        } catch {
            throw StoreError(contradiction: error)
        }
    }

    private func establishment(of directory: Directory) -> ChangeEntry {
        let now = wallClock.now
        var random = randomness()
        let identity = ServerIdentity(id: ServerID.random(using: &random), createdAt: now)
        return ChangeEntry(
            aggregate: .directory, revision: directory.revision.next, time: now, actor: Principal.server.description,
            mutations: [.putServer(identity)])
    }
}

extension Truth {
    /// Applies what the store has taken.
    fileprivate mutating func applyStored(_ entry: ChangeEntry) throws(StoreError) {
        do throws(ModelError) { try apply(entry) } catch { throw StoreError(contradiction: error) }
    }
}

extension StoreError {
    fileprivate init(contradiction error: ModelError) {
        self.init(
            .corrupt, message: "the stored state contradicts itself: \(error.message)",
            remedy: "restore the server from a backup", cause: error)
    }
}
