import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `An API token` {
    private static let (alice, bob) = (Samples.userName(), Samples.userName("bob"))
    private static let branch = Samples.networkName("branch")

    private static func creation(
        _ name: String = "backups", of user: UserName = alice, access: APIToken.Access = .readWrite,
        networks: Set<NetworkName>? = nil, expiresAt: Timestamp? = nil
    ) throws -> CreateAPIToken {
        CreateAPIToken(
            for: user, name: try APITokenName(parsing: name), access: access, networks: networks, expiresAt: expiresAt)
    }

    /// Alice's server, with the networks harbor, which bob administers, and branch.
    private static func withBob(_ body: (World) async throws -> Void) async throws {
        try await World.with { world in
            try await world.perform(CreateNetwork(name: branch, ranges: Samples.ranges))
            try await world.perform(
                CreateUser(name: bob, role: .networkAdmin(of: [World.harbor]), password: Samples.passwordHash))
            try await body(world)
        }
    }

    @Test func `opens what its user may, and is kept as a hash`() async throws {
        try await Self.withBob { world in
            let made = try await world.perform(Self.creation(of: Self.bob), as: .user(Self.bob))
            #expect(world.control.apiToken(bearing: made.secret) == made.token)
            #expect(made.token.secretHash == made.secret.hash)
            let deed = UpdateNetwork(name: World.harbor, changes: NetworkChanges(displayName: "Harbor"))
            try await world.perform(deed, as: .token(made.token.id, of: Self.bob))
            await #expect(throws: ControlError.sample(.notFound)) {
                try await world.perform(
                    UpdateNetwork(name: Self.branch, changes: NetworkChanges()),
                    as: .token(made.token.id, of: Self.bob))
            }
        }
    }

    @Test func `opens nothing once it is revoked, also what waits already`() async throws {
        try await World.with { world in
            let made = try await world.perform(Self.creation())
            try await world.perform(RevokeAPIToken(made.token.id, of: Self.alice))

            #expect(world.control.apiToken(bearing: made.secret) == nil)
            await #expect(throws: ControlError.sample(.unauthenticated)) {
                try await world.perform(
                    UpdateNetwork(name: World.harbor, changes: NetworkChanges()),
                    as: .token(made.token.id, of: Self.alice))
            }
        }
    }

    @Test func `opens nothing when its time is over`() async throws {
        try await World.with { world in
            let end = world.clock.now + .seconds(60)
            let made = try await world.perform(Self.creation(expiresAt: end))
            world.clock.advance(by: .seconds(59))
            #expect(world.control.apiToken(bearing: made.secret) != nil)
            world.clock.advance(by: .seconds(1))
            #expect(world.control.apiToken(bearing: made.secret) == nil)
            #expect(throws: ControlError.sample(.invalidValue)) {
                try world.control.preview(Self.creation("late", expiresAt: end), as: World.alice)
            }
        }
    }

    @Test func `never reaches beyond its user's networks`() async throws {
        try await Self.withBob { world in
            for networks in [[Self.branch], [Samples.networkName("nowhere")], []] as [Set<NetworkName>] {
                await #expect(throws: ControlError.sample(.invalidValue)) {
                    try await world.perform(
                        Self.creation(of: Self.bob, networks: networks), as: .user(Self.bob))
                }
            }
            let made = try await world.perform(
                Self.creation(of: Self.bob, networks: [World.harbor]), as: .user(Self.bob))
            try await world.perform(UpdateUser(name: Self.bob, changes: UserChanges(networks: [Self.branch])))
            for network in [World.harbor, Self.branch] {
                #expect(throws: ControlError.sample(.notFound)) {
                    try Authorization.require(
                        .readNetwork(network), of: .token(made.token.id, of: Self.bob), in: world.control.truth)
                }
            }
        }
    }

    @Test func `needs a name of its own among its user's`() async throws {
        try await Self.withBob { world in
            try await world.perform(Self.creation())
            await #expect(throws: ControlError.sample(.conflict)) { try await world.perform(Self.creation()) }
            try await world.perform(Self.creation(of: Self.bob), as: .user(Self.bob))
        }
    }

    @Test func `is one of so many at most`() async throws {
        try await World.with { world in
            for number in 1...CreateAPIToken.largestCount { try await world.perform(Self.creation("n-\(number)")) }
            await #expect(throws: ControlError.sample(.exhausted)) { try await world.perform(Self.creation()) }
        }
    }

    @Test func `is another user's to revoke only for super admins`() async throws {
        try await Self.withBob { world in
            let made = try await world.perform(Self.creation(of: Self.bob), as: .user(Self.bob))
            let alices = try await world.perform(Self.creation())
            await #expect(throws: ControlError.sample(.forbidden)) {
                try await world.perform(RevokeAPIToken(alices.token.id, of: Self.alice), as: .user(Self.bob))
            }
            await #expect(throws: ControlError.sample(.notFound)) {
                try await world.perform(RevokeAPIToken(alices.token.id, of: Self.bob))
            }
            try await world.perform(RevokeAPIToken(made.token.id, of: Self.bob))
        }
    }

    @Test func `is named in the change log with its user`() async throws {
        try await World.with { world in
            let made = try await world.perform(Self.creation())
            let before = try #require(world.harbor).revision
            try await world.perform(
                UpdateNetwork(name: World.harbor, changes: NetworkChanges(displayName: "Harbor")),
                as: .token(made.token.id, of: Self.alice))
            let aggregate = try #require(world.harbor).network.aggregate
            let entries = try #require(await world.control.changes(of: aggregate, after: before))

            #expect(entries.map(\.actor) == ["user:alice/token:\(made.token.id)"])
        }
    }

    @Test func `begins so that people and scanners know it, and reads back`() throws {
        let text = Samples.secret(1).revealedAsAPIToken()

        #expect(text.hasPrefix("nmt_"))
        #expect(try Secret(parsingAPIToken: text).hash == Samples.secret(1).hash)
        #expect(throws: ModelError.self) { try Secret(parsingAPIToken: Samples.secret(1).revealed()) }
        #expect(throws: ModelError.self) { try Secret(parsing: text) }
    }
}
