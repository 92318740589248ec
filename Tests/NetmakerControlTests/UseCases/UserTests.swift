import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `A user` {
    private static let (alice, bob) = (Samples.userName(), Samples.userName("bob"))
    private static let hash = Samples.passwordHash
    private static let other = PasswordHash(cost: 2, blockSize: 1, parallelization: 1, salt: [9], derivedKey: [9])

    private static func withBob(
        _ role: Role = .networkAdmin(of: [World.harbor]), _ body: (World) async throws -> Void
    ) async throws {
        try await World.with { world in
            try await world.perform(CreateUser(name: bob, role: role, password: hash))
            try await body(world)
        }
    }

    @Test func `is made with a role`() async throws {
        try await Self.withBob { world in
            let user = try #require(world.control.truth.directory.users[Self.bob])

            #expect(user.role == .networkAdmin(of: [World.harbor]))
            #expect(user.revision == world.control.truth.directory.revision)
        }
    }

    @Test func `that set the server up is a super admin`() async throws {
        try await World.with { world in
            #expect(world.control.truth.directory.users[Self.alice]?.role == .superAdmin)
        }
    }

    @Test func `needs a name that is free, and networks that are there`() async throws {
        try await Self.withBob { world in
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.perform(CreateUser(name: Self.bob, role: .superAdmin, password: Self.hash))
            }
            let role = Role.networkAdmin(of: [Samples.networkName("nowhere")])
            await #expect(throws: ControlError.sample(.invalidValue)) {
                try await world.perform(CreateUser(name: Samples.userName("dave"), role: role, password: Self.hash))
            }
        }
    }

    @Test func `may do what their role says from the moment it changes`() async throws {
        try await Self.withBob { world in
            let deed = UpdateNetwork(name: World.harbor, changes: NetworkChanges(displayName: "Harbor"))
            try await world.perform(deed, as: .user(Self.bob))
            try await world.perform(UpdateUser(name: Self.bob, changes: UserChanges(networks: [])))
            await #expect(throws: ControlError.sample(.notFound)) { try await world.perform(deed, as: .user(Self.bob)) }
            try await world.perform(UpdateUser(name: Self.bob, changes: UserChanges(kind: .superAdmin)))
            try await world.perform(deed, as: .user(Self.bob))
        }
    }

    @Test func `keeps of a role what is not changed`() async throws {
        try await Self.withBob { world in
            let granted = try await world.perform(
                UpdateUser(name: Self.bob, changes: UserChanges(commands: .granted)))
            #expect(granted.role == .networkAdmin(of: [World.harbor], commands: .granted))
            let demoted = try await world.perform(
                UpdateUser(name: Self.bob, changes: UserChanges(kind: .networkAdmin, networks: [])))
            #expect(demoted.role == .networkAdmin(of: [], commands: .granted))
        }
    }

    @Test(arguments: [UserChanges(networks: []), UserChanges(commands: .denied)])
    func `who may everything has no networks and no grant`(changes: UserChanges) async throws {
        try await Self.withBob(.superAdmin) { world in
            await #expect(throws: ControlError.sample(.invalidValue)) {
                try await world.perform(UpdateUser(name: Self.bob, changes: changes))
            }
        }
    }

    @Test func `who is the last super admin stays, and stays one`() async throws {
        try await Self.withBob { world in
            let demotion = UpdateUser(name: Self.alice, changes: UserChanges(kind: .networkAdmin))
            await #expect(throws: ControlError.sample(.conflict)) { try await world.perform(demotion) }
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.perform(DeleteUser(name: Self.alice))
            }
            try await world.perform(UpdateUser(name: Self.bob, changes: UserChanges(kind: .superAdmin)))
            try await world.perform(demotion)
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.perform(DeleteUser(name: Self.bob), as: .user(Self.bob))
            }
        }
    }

    @Test func `who is deleted is nobody at once, in sessions and by tokens`() async throws {
        try await Self.withBob { world in
            let session = try await world.perform(
                Login(user: Self.bob, verified: Self.hash), as: .user(Self.bob))
            let token = try await world.perform(
                CreateAPIToken(for: Self.bob, name: APITokenName(parsing: "a"), access: .readWrite),
                as: .user(Self.bob))
            try await world.perform(DeleteUser(name: Self.bob))

            #expect(world.control.session(bearing: session.token) == nil)
            #expect(world.control.apiToken(bearing: token.secret) == nil)
            #expect(world.control.truth.directory.apiTokens.isEmpty)
            let read = Permission.readNetwork(World.harbor)
            for asker in [Principal.user(Self.bob), .token(token.token.id, of: Self.bob)] {
                #expect(throws: ControlError.sample(.unauthenticated)) {
                    try Authorization.require(read, of: asker, in: world.control.truth)
                }
            }
            // Nor do they come back with the name.
            try await world.perform(CreateUser(name: Self.bob, role: .superAdmin, password: Self.hash))
            #expect(world.control.session(bearing: session.token) == nil)
            #expect(world.control.apiToken(bearing: token.secret) == nil)
        }
    }

    @Test func `changes their own password, and their other sessions end`() async throws {
        try await Self.withBob { world in
            let login = Login(user: Self.bob, verified: Self.hash)
            let kept = try await world.perform(login, as: .user(Self.bob))
            let ended = try await world.perform(login, as: .user(Self.bob))
            let change = ChangePassword(of: Self.bob, verified: Self.hash, to: Self.other, keeping: kept.session.id)
            try await world.perform(change, as: .user(Self.bob))

            #expect(world.control.session(bearing: kept.token) != nil)
            #expect(world.control.session(bearing: ended.token) == nil)
            // The one that was verified is no longer the present one.
            await #expect(throws: ControlError.sample(.refused)) {
                try await world.perform(change, as: .user(Self.bob))
            }
        }
    }

    @Test func `gets another password from a super admin, and all their sessions end`() async throws {
        try await Self.withBob { world in
            let opened = try await world.perform(
                Login(user: Self.bob, verified: Self.hash), as: .user(Self.bob))
            try await world.perform(ResetPassword(of: Self.bob, to: Self.other))

            #expect(world.control.session(bearing: opened.token) == nil)
            #expect(world.control.truth.directory.users[Self.bob]?.password == Self.other)
        }
    }

    @Test func `does not reset their own password, which asks for the present one`() async throws {
        try await World.with { world in
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.perform(ResetPassword(of: Self.alice, to: Self.other))
            }
        }
    }

    @Test func `is not changed on a revision that is over`() async throws {
        try await Self.withBob { world in
            let revision = try #require(world.control.truth.directory.users[Self.bob]?.revision)
            try await world.perform(UpdateUser(name: Self.bob, changes: UserChanges(networks: [])))
            let (alice, bob) = (World.alice, Self.bob)
            await #expect(throws: ControlError.sample(.preconditionFailed)) {
                try await world.perform(
                    UpdateUser(name: bob, changes: UserChanges(kind: .superAdmin), ifMatch: revision), as: alice)
            }
            await #expect(throws: ControlError.sample(.preconditionFailed)) {
                try await world.perform(DeleteUser(name: bob, ifMatch: revision), as: alice)
            }
        }
    }

    @Test func `loses a network with its end, and has none that is made anew under its name`() async throws {
        try await Self.withBob { world in
            let token = try await world.perform(
                CreateAPIToken(
                    for: Self.alice, name: APITokenName(parsing: "a"), access: .readWrite, networks: [World.harbor])
            ).token
            try await world.perform(DeleteNetwork(name: World.harbor))
            try await world.perform(CreateNetwork(name: World.harbor, ranges: Samples.ranges))

            for asker in [Principal.user(Self.bob), .token(token.id, of: Self.alice)] {
                #expect(throws: ControlError.sample(.notFound)) {
                    try Authorization.require(.readNetwork(World.harbor), of: asker, in: world.control.truth)
                }
            }
        }
    }
}
