internal import ArgumentParser
internal import BenchmarkPopulation
internal import NetmakerCore
internal import NetmakerStore

extension ControlProbe {
    /// Writes a database in which one network has so many nodes, and an access key by which more get in.
    struct Fill: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a server's database.")
        @Argument(help: "The database, which must not be there yet.") var path: String
        @Argument(help: "How many nodes it has.") var size: Int

        func run() async throws {
            try await FilledStore.make(at: path, size: size)
        }
    }
}

/// A real database of a population.
enum FilledStore {
    @discardableResult
    static func make(at path: String, size: Int, admin: User? = nil) async throws -> SQLiteStore {
        let population = try Population(size: size)
        let network = population.network
        let key = AccessKey(
            id: AccessKeyID(rawValue: 1), network: network.name, name: try AccessKeyName(parsing: "fleet"),
            secretHash: Population.secret(1).hash, uses: .unlimited, expiresAt: nil, createdAt: Population.now,
            revision: Revision(1))
        let store = try SQLiteStore(opening: path)
        let server = ServerIdentity(id: ServerID(rawValue: 1), createdAt: Population.now)
        try await store.commit(
            [
                entry(.directory, [.putServer(server)] + (admin.map { [.putUser($0)] } ?? [])),
                entry(
                    network.aggregate,
                    [.putNetwork(network), .putAccessKey(key)] + (1...size).map { .putNode(try population.node($0)) }),
            ], expecting: [:])
        return store
    }

    private static func entry(_ aggregate: AggregateID, _ mutations: [Mutation]) -> ChangeEntry {
        ChangeEntry(
            aggregate: aggregate, revision: Revision(1), time: Population.now, actor: "server", mutations: mutations)
    }
}
