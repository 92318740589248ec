internal import BenchmarkPopulation
internal import NetmakerControl
internal import NetmakerCore

extension Measurement {
    /// What an admin does about nodes.
    static let nodes = [
        update("name") { NodeChanges(name: NodeName(adapting: "renamed-\($0)")) },
        update("endpoint") { NodeChanges(endpoint: .set(try Endpoint(parsing: "203.0.113.7:\(10_000 + $0)"))) },
        update("endpoint cleared") { _ in NodeChanges(endpoint: .clear) },
        update("keepalive") { _ in NodeChanges(persistentKeepalive: try PersistentKeepalive(seconds: 11)) },
        update("listen port") { NodeChanges(listenPort: try ListenPort(10_000 + $0)) },
        update("nothing") { _ in NodeChanges() },
        update("tags") { NodeChanges(tags: [try Tag(parsing: "rack-\($0)")]) },
        update("expiry") { NodeChanges(expiresAt: .set(Population.now + .seconds(3600 + $0))) },
        update("disconnected") { _ in NodeChanges(connection: .disconnected) },
        update("connected") { _ in NodeChanges(connection: .connected) },
        update("address") { NodeChanges(ipv4: try IPv4Address(parsing: "10.10.240.\($0)")) },
        each("EditNode (name)") { scene, number in
            let node = Population.nodeID(number)
            guard let present = scene.control.truth.node(node) else { throw Scene.Missing() }
            let edit = NodeEdit(from: .name(present.name), to: .name(NodeName(adapting: "edited-\(number)")))
            try await scene.perform(EditNode(node: node, edits: [edit]), as: .node(node))
        },
        each("RemoveNode", series: 1) { scene, number in
            try await scene.perform(RemoveNode(network: scene.harbor, node: Population.nodeID(number)))
        },
    ]

    private static func update(
        _ field: String, _ changes: @escaping @Sendable (Int) throws -> NodeChanges
    ) -> Measurement {
        each("UpdateNode (\(field))") { scene, number in
            try await scene.perform(
                UpdateNode(network: scene.harbor, node: Population.nodeID(number), changes: changes(number)))
        }
    }
}
