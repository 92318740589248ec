import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting

/// An agent without a tunnel: it keeps its map, and acknowledges what is in it.
actor MeshAgent {
    nonisolated let number: Int
    nonisolated let identity = IdentityPrivateKey.generate()
    private(set) var node = NodeID(rawValue: 0)
    private(set) var map: PeerMap?
    private var server = ServerID(rawValue: 0)
    private var assembly = MapAssembly()

    init(number: Int) { self.number = number }

    func join(_ network: NetworkName, with key: Secret, via transport: some AgentTransport) async throws {
        let request = JoinRequest(
            network: network, key: key, identity: identity.identityKey, publicKey: Samples.publicKey(number),
            name: Samples.nodeName(number), report: Samples.report(number))
        let reply = try await AgentClient(transport: transport).join(request, identity: identity)
        node = reply.configuration.node
        server = reply.server
    }

    /// Keeps a session open until the server ends it, or the task is cancelled.
    func stay(via transport: some AgentTransport) async throws {
        let hello = Hello(node: node, position: map.map { MapPosition($0) }, report: Samples.report(number))
        try await AgentClient(transport: transport).withSession(hello, identity: identity, server: server) { session in
            if session.welcome.mapIsEqual {
                try await self.advance(to: session.welcome.revision)
                try await session.acknowledge(session.welcome.revision)
            }
            for try await frame in session.incoming {
                if let revision = try await self.take(frame) { try await session.acknowledge(revision) }
            }
        }
    }

    /// The map is the server's: what the network went through since did not concern this node.
    private func advance(to revision: Revision) throws {
        guard let old = map else { return }
        try map?.apply(
            MapDelta(from: old.revision, to: revision, changed: [], removed: [], digest: old.digest))
    }

    /// - Returns: the revision the map is at now; nil when the frame is not about the map.
    private func take(_ frame: ServerFrame) throws -> Revision? {
        switch frame {
        case .mapChunk(let chunk):
            guard let whole = try assembly.add(chunk) else { return nil }
            assembly = MapAssembly()
            map = whole
        case .mapDelta(let delta):
            try map?.apply(delta.decoded)
        default:
            return nil
        }
        return map?.revision
    }
}
