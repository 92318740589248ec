internal import Logging
internal import NetmakerAgentProtocol
internal import NetmakerCore
internal import NetmakerWG
internal import Synchronization

/// Changing the WireGuard key, in two steps: one is made and reported, so that all peers know it, and once the server
/// says so it is used. No private key leaves the machine.
extension Agent {
    /// Goes over to the key that the server names, and makes the one that it asks for.
    ///
    /// - Returns: what the server is to be told; nil for nothing.
    func heed(_ configuration: NodeConfiguration) async throws -> NodeReport? {
        let isMade = try await writing.taking {
            let known = memory.withLock { $0 }
            guard !known.isForgotten else { return false }
            if let next = known.nextKey, next.publicKey == configuration.publicKey {
                // Written before it is used: a start in between knows the same key as the peers.
                try files.adopt(next: next)
                memory.withLock { $0.nextKey = nil }
                await tunnel.use(next)
                logger.notice("A new WireGuard key is used", metadata: ["publicKey": "\(next.publicKey)"])
            }
            guard configuration.nextKey == .make else { return false }
            if memory.withLock({ $0.nextKey }) == nil {
                let key = PrivateKey.generate()
                try files.save(next: key)
                memory.withLock { $0.nextKey = key }
                logger.info("A new WireGuard key is made", metadata: ["publicKey": "\(key.publicKey)"])
            }
            return true
        }
        let inUse = await tunnel.privateKey.publicKey
        guard isMade || configuration.publicKey.map({ $0 != inUse }) ?? false else { return nil }
        return await report(await tunnel.localAddresses, memory.withLock { $0.credential }, told: configuration)
    }
}
