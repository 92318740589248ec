internal import BenchmarkPopulation
internal import NetmakerControl
internal import NetmakerCore

extension Measurement {
    /// What an admin does about networks. To delete one concerns all its nodes: the ones here have none.
    static let networks = [
        each("CreateNetwork") { scene, number in try await scene.createNetwork(number) },
        each("DeleteNetwork (without nodes)") { scene, number in
            try await scene.perform(DeleteNetwork(name: try Scene.network(number), nodes: .removed))
        },
        each("UpdateNetwork (display name)") { scene, number in
            try await scene.update(NetworkChanges(displayName: "Harbor \(number)"))
        },
        each("UpdateNetwork (defaults)") { scene, number in
            try await scene.update(
                NetworkChanges(defaults: NodeDefaultChanges(listenPort: try ListenPort(10_000 + number))))
        },
    ]

    /// What an admin does about access keys.
    static let keys = [
        each("CreateAccessKey") { scene, number in
            try await scene.perform(
                CreateAccessKey(
                    network: scene.harbor, name: try AccessKeyName(parsing: "new-\(number)"), uses: .remaining(1)))
        },
        ofKeys("UpdateAccessKey") {
            UpdateAccessKey(network: $0, key: $1, changes: AccessKeyChanges(uses: .remaining(5)))
        },
        ofKeys("DeleteAccessKey") { DeleteAccessKey(network: $0, key: $1) },
    ]

    /// A command about each of the keys that were made before.
    private static func ofKeys<C: Command>(
        _ name: String, _ command: @escaping @Sendable (NetworkName, AccessKeyID) -> C
    ) -> Measurement {
        Measurement(name) { scene in
            let state = try scene.state()
            return try numbers(series: 0).map { number in
                guard let key = state.accessKey(named: try AccessKeyName(parsing: "new-\(number)")) else {
                    throw Scene.Missing()
                }
                return { try await scene.perform(command(scene.harbor, key.id)) }
            }
        }
    }
}

extension Scene {
    fileprivate static func network(_ number: Int) throws -> NetworkName { try NetworkName(parsing: "new-\(number)") }

    fileprivate func createNetwork(_ number: Int) async throws {
        try await perform(CreateNetwork(name: try Self.network(number), ranges: population.network.ranges))
    }

    fileprivate func update(_ changes: NetworkChanges) async throws {
        try await perform(UpdateNetwork(name: harbor, changes: changes))
    }
}
