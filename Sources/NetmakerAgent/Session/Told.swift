internal import Logging
internal import NetmakerCore

/// What the server tells, on its way to the device, by whatever way it came.
struct Told: Sendable {
    let tunnel: Tunnel
    let progress: Watched<AgentProgress>
    let hooks: Session.Hooks
    let logger: Logger

    /// Trouble with the interface is no matter between agent and server: it is the machine's, and who looks after the
    /// tunnel tries again.
    ///
    /// - Parameter asksForMore: whether more of the machine than peers may be to change with it.
    func apply(asksForMore: Bool = true, _ change: () async throws -> Void) async throws {
        var asksForMore = asksForMore
        do {
            try await change()
            let revision = await tunnel.revisionInForce
            progress.update {
                $0.inForce = revision ?? $0.inForce
                $0.interfaceTrouble = nil
            }
        } catch let error as ModelError {
            throw error
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            logger.error("The interface does not take what the server told", metadata: ["reason": "\(error)"])
            progress.update { $0.interfaceTrouble = "\(error)" }
            asksForMore = true
        }
        hooks.changed()
        if asksForMore { hooks.lookWanted() }
    }

    /// - Returns: why only a full map helps; nil when this did.
    func apply(_ delta: MapDelta) async throws -> String? {
        do {
            // Of a look that is due sooner, and of an interface that has come with it, the tunnel tells by itself.
            try await apply(asksForMore: false) { try await tunnel.apply(delta) }
            return nil
        } catch let error as ModelError where error.code == .conflict {
            return error.message
        }
    }

    /// The server says that the map is equal: what the network went through since did not concern this node.
    ///
    /// - Returns: why only a full map helps; nil when this did.
    func advance(to revision: Revision) async throws -> String? {
        guard let map = await tunnel.map else { return "there is no map to be equal" }
        guard map.revision != revision else {
            try await apply {}
            return nil
        }
        return try await apply(
            MapDelta(from: map.revision, to: revision, changed: [], removed: [], digest: map.digest))
    }

    /// Keys that cannot be written are as if they were not made: the server asks again.
    ///
    /// - Returns: what the server is to be told; nil for nothing.
    func heed(_ configuration: NodeConfiguration) async throws -> NodeReport? {
        do {
            return try await hooks.heed(configuration)
        } catch {
            try Task.checkCancellation()
            logger.error("The WireGuard key that follows cannot be kept", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    /// A pin that cannot be written is not confirmed, and ends nothing: the server tells it again.
    ///
    /// - Returns: whether it is kept.
    func keep(_ pin: CertificatePin) async throws -> Bool {
        do {
            try await hooks.keep(pin)
            return true
        } catch {
            try Task.checkCancellation()
            logger.error("The pin of the server's next key cannot be kept", metadata: ["reason": "\(error)"])
            return false
        }
    }
}
