internal import BenchmarkPopulation
internal import NetmakerControl
internal import NetmakerCore

extension Measurement {
    /// How nodes are let in, take part, and are seen off.
    static let standing = [
        Measurement("ApproveNode") { scene in
            try await scene.perform(UpdateNetwork(name: scene.harbor, changes: NetworkChanges(admission: .manual)))
            let waiting = try await joined(by: nil, from: 5, in: scene)
            return waiting.map { node in
                { try await scene.perform(ApproveNode(network: scene.harbor, node: node)) }
            }
        },
        Measurement("DenyNode") { scene in
            let waiting = try await joined(by: nil, from: 6, in: scene)
            return waiting.map { node in { try await scene.perform(DenyNode(network: scene.harbor, node: node)) } }
        },
        Measurement("ReapNode") { scene in
            let key = try await scene.perform(
                CreateAccessKey(
                    network: scene.harbor, uses: .unlimited, grant: try NodeGrant(lifetime: .ephemeral))
            ).secret
            let passing = try await joined(by: key, from: 7, in: scene)
            return passing.map { node in
                { try await scene.perform(ReapNode(network: scene.harbor, node: node), as: .server) }
            }
        },
    ]

    /// Machines that were never there, and have just asked to join.
    private static func joined(by key: Secret?, from multiple: Int, in scene: Scene) async throws -> [NodeID] {
        var nodes: [NodeID] = []
        for number in numbers(series: 0) {
            let machine = number + multiple * scene.population.size
            let join = JoinNetwork(
                network: scene.harbor, key: key, identity: try Population.identity(machine),
                publicKey: try Population.publicKey(machine), report: try Population.report(machine), source: nil)
            nodes.append(try await scene.perform(join, as: .nobody).node.id)
        }
        return nodes
    }
}
