import NetmakerAPI
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

extension Races {
    /// Two people, each with a session of their own, over HTTP and TLS.
    @Suite struct `Two admins` {
        private let folder = TemporaryPath()
        private let machine: NodeReference

        init() throws { machine = try NodeReference(parsing: "machine-1") }

        /// Alice and bob, who has no way in but the database yet, and a node.
        private func prepare() async throws {
            let network = Samples.network()
            try await WholeServer.left(in: folder).commit(
                [
                    ChangeEntry(
                        aggregate: .directory, revision: Revision(1), time: Samples.time, actor: "server",
                        mutations: [
                            .putServer(ServerIdentity(id: ServerID(rawValue: 1), createdAt: Samples.time)),
                            .putUser(Samples.user("alice")), .putUser(Samples.user("bob")),
                        ]),
                    ChangeEntry(
                        aggregate: network.aggregate, revision: Revision(1), time: Samples.time, actor: "server",
                        mutations: [.putNetwork(network), .putNode(Samples.node(1))]),
                ], expecting: [:])
        }

        /// Has both do something to what they both saw, at once.
        ///
        /// - Returns: what alice did and what bob did.
        private func both<Value: Sendable>(
            seed: Int, _ alice: @escaping @Sendable () async throws -> Value,
            _ bob: @escaping @Sendable () async throws -> Value
        ) async throws -> (alice: Result<Value, APIError>, bob: Result<Value, APIError>) {
            @Sendable func told(_ body: @escaping @Sendable () async throws -> Value) async throws -> Result<
                Value, APIError
            > {
                do { return .success(try await body()) } catch let error as APIError { return .failure(error) }
            }
            let results = try await race(seed: seed, of: 2) { try await told($0 == 1 ? alice : bob) }
            return (results[0], results[1])
        }

        private func expect(
            _ refusal: APIError, by actor: String, from before: [String: String], to after: [String: String],
            at revision: Revision, sourceLocation: SourceLocation = #_sourceLocation
        ) {
            let problem = refusal.problem
            #expect(problem?.status == 412, sourceLocation: sourceLocation)
            #expect(problem?.kind == .preconditionFailed, sourceLocation: sourceLocation)
            #expect(problem?.currentRevision == revision, sourceLocation: sourceLocation)
            #expect(problem?.remedy.isEmpty == false, sourceLocation: sourceLocation)
            #expect(problem?.changes?.count == 1, sourceLocation: sourceLocation)
            let change = problem?.changes?.first
            #expect(change?.revision == revision, sourceLocation: sourceLocation)
            #expect(change?.actor == actor, sourceLocation: sourceLocation)
            #expect(change?.fields == Array(after.keys), sourceLocation: sourceLocation)
            #expect(change?.before == before, sourceLocation: sourceLocation)
            #expect(change?.after == after, sourceLocation: sourceLocation)
        }

        @Test func `who change one node at once are one change, and one who is told which`() async throws {
            try await prepare()
            try await WholeServer.running(in: folder) { server in
                try await server.withAPI(of: "alice") { alice in
                    try await server.withAPI(of: "bob") { bob in
                        var keepalive = Samples.node(1).persistentKeepalive
                        var endpoint: Endpoint?
                        for round in 1...10 {
                            let seen = try await alice.node(machine, in: WholeServer.harbor).revision
                            let (newEndpoint, newKeepalive) = (
                                try Endpoint(parsing: "203.0.113.1:\(4000 + round)"),
                                try PersistentKeepalive(seconds: 30 + round)
                            )
                            let result = try await both(
                                seed: round,
                                {
                                    try await alice.updateNode(
                                        machine, in: WholeServer.harbor,
                                        with: UpdateNodeRequest(endpoint: .set(newEndpoint)),
                                        ifMatch: seen)
                                },
                                {
                                    try await bob.updateNode(
                                        machine, in: WholeServer.harbor,
                                        with: UpdateNodeRequest(persistentKeepalive: newKeepalive), ifMatch: seen)
                                })
                            switch (result.alice, result.bob) {
                            case (.success(let changed), .failure(let refusal)):
                                expect(
                                    refusal, by: "user:alice", from: endpoint.map { ["endpoint": "\($0)"] } ?? [:],
                                    to: ["endpoint": "\(newEndpoint)"], at: changed.resource.revision)
                                endpoint = newEndpoint
                            case (.failure(let refusal), .success(let changed)):
                                expect(
                                    refusal, by: "user:bob", from: ["persistentKeepalive": "\(keepalive)"],
                                    to: ["persistentKeepalive": "\(newKeepalive)"], at: changed.resource.revision)
                                keepalive = newKeepalive
                            default: Issue.record("both, or none: \(result)")
                            }
                        }
                        let node = try await alice.node(machine, in: WholeServer.harbor)
                        #expect(node.endpoint == endpoint)
                        #expect(node.persistentKeepalive == keepalive)
                    }
                }
            }
        }

        @Test func `of whom one removes what the other changes, do one of it`() async throws {
            try await prepare()
            try await WholeServer.running(in: folder) { server in
                try await server.withAPI(of: "alice") { alice in
                    try await server.withAPI(of: "bob") { bob in
                        let seen = try await alice.node(machine, in: WholeServer.harbor).revision
                        let result = try await both(
                            seed: 1,
                            {
                                try await alice.removeNode(machine, in: WholeServer.harbor, ifMatch: seen)
                                    .networkRevision
                            },
                            {
                                try await bob.updateNode(
                                    machine, in: WholeServer.harbor,
                                    with: UpdateNodeRequest(listenPort: ListenPort(4242)),
                                    ifMatch: seen
                                ).networkRevision
                            })
                        switch (result.alice, result.bob) {
                        case (.success, .failure(let refusal)):
                            #expect(refusal.problem?.kind == .notFound)
                            #expect(server.harbor?.nodes.isEmpty == true)
                        case (.failure(let refusal), .success(let revision)):
                            expect(
                                refusal,
                                by: "user:bob", from: ["listenPort": "51821"], to: ["listenPort": "4242"], at: revision)
                            #expect(server.harbor?.nodes.count == 1)
                        default: Issue.record("both, or none: \(result)")
                        }
                    }
                }
            }
        }
    }
}
