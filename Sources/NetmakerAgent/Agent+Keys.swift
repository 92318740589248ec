internal import Logging
internal import NetmakerAgentProtocol
internal import NetmakerCore
internal import NetmakerWG
internal import Synchronization

/// Changing the WireGuard key, in two steps: one is made and reported, so that all peers know it, and once the server
/// says so it is used. No private key leaves the machine.
extension Agent {
    /// Goes over to the key that the server names, makes the one that it asks for, and says where the machine is once that
    /// counts again.
    ///
    /// - Returns: what the server is to be told; nil for nothing.
    func heed(_ configuration: NodeConfiguration) async throws -> NodeReport? {
        let isMade = try await writing.taking { try await self.changeKeys(as: configuration) }
        let inUse = await tunnel.privateKey.publicKey
        // What was said while the node stayed where it was did not count.
        let roamsAgain = await tunnel.configuration?.options.roaming == false && configuration.options.roaming
        guard isMade || roamsAgain || configuration.publicKey.map({ $0 != inUse }) ?? false else { return nil }
        return await report(await tunnel.localAddresses, memory.withLock { $0.credential }, told: configuration)
    }

    /// - Returns: whether it has the key that the server asks for.
    private func changeKeys(as configuration: NodeConfiguration) async throws -> Bool {
        if let next = try adoptNextKey(configuration.publicKey) { await tunnel.use(next) }
        return configuration.nextKey == .make ? try makeNextKey() : false
    }

    /// - Returns: the key that is to be used from now on; nil when it is not the one that was made.
    private func adoptNextKey(_ publicKey: PublicKey?) throws -> PrivateKey? {
        let known = memory.withLock { $0 }
        guard !known.isForgotten, let next = known.nextKey, next.publicKey == publicKey else { return nil }
        // Written before it is used: a start in between knows the same key as the peers.
        try files.adopt(next: next)
        memory.withLock { $0.nextKey = nil }
        logger.notice("A new WireGuard key is used", metadata: ["publicKey": "\(next.publicKey)"])
        return next
    }

    /// - Returns: whether there is one now.
    private func makeNextKey() throws -> Bool {
        let known = memory.withLock { $0 }
        guard !known.isForgotten else { return false }
        guard known.nextKey == nil else { return true }
        let key = PrivateKey.generate()
        try files.save(next: key)
        memory.withLock { $0.nextKey = key }
        logger.info("A new WireGuard key is made", metadata: ["publicKey": "\(key.publicKey)"])
        return true
    }
}
