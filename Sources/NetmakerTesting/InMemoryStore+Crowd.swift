internal import NetmakerCore

/// Servers on which there is a lot of everything, for tests of what depends on how much there is and what does not.
extension InMemoryStore {
    /// The number of the first node of a crowd: lower numbers are free for those that come.
    public static let firstOfCrowd = 1001

    /// A store with the admin alice, and so many of each: nodes and access keys in the network `Samples.network()`,
    /// nodes that were in it, users, their sessions and their API tokens.
    public static func crowded(_ size: Int) async throws -> InMemoryStore {
        let store = InMemoryStore()
        let harbor = Samples.network()
        let numbers = firstOfCrowd..<firstOfCrowd + size
        let users = numbers.map { Samples.user("user-\($0)") } + [Samples.user()]
        let removals = numbers.flatMap { number -> [Mutation] in
            let node = Samples.node(number + size)
            return [.putNode(node), .removeNode(RemovedNode(node, reason: .left, at: Samples.time))]
        }
        try await store.commit(
            [
                ChangeEntry(
                    aggregate: .directory, revision: Revision(1), time: Samples.time, actor: "server",
                    mutations: [.putServer(ServerIdentity(id: ServerID(rawValue: 1), createdAt: Samples.time))]
                        + users.map { .putUser($0) }
                        + numbers.map { .putLoginSession(Samples.loginSession($0, of: "user-\($0)")) }
                        + numbers.map { .putAPIToken(Samples.apiToken($0, of: "user-\($0)")) }),
                ChangeEntry(
                    aggregate: harbor.aggregate, revision: Revision(1), time: Samples.time, actor: "server",
                    mutations: [.putNetwork(harbor)] + numbers.map { .putNode(Samples.node($0)) }
                        + numbers.map { .putAccessKey(Samples.accessKey($0)) } + removals),
            ], expecting: [:])
        return store
    }
}
