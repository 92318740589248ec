import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `An access key` {
    @Test func `is kept as a hash of its secret`() async throws {
        try await World.with { world in
            let created = try await world.perform(CreateAccessKey(network: World.harbor, uses: .unlimited))
            #expect(world.harbor?.accessKey(with: created.secret.hash) == created.key)
        }
    }

    @Test func `gets a name when it is given none`() async throws {
        try await World.with { world in
            let key = try await world.perform(CreateAccessKey(network: World.harbor, uses: .unlimited)).key
            #expect(key.name.description == "key-\(key.id)")
        }
    }

    @Test func `has a name of its own`() async throws {
        try await World.with { world in
            let create = CreateAccessKey(
                network: World.harbor, name: try AccessKeyName(parsing: "fleet"), uses: .unlimited)
            try await world.perform(create)
            await #expect(throws: ControlError.sample(.conflict)) { try await world.perform(create) }
        }
    }

    @Test(arguments: [0, -1])
    func `admits at least one machine`(uses: Int) async throws {
        try await World.with { world in
            await #expect(throws: ControlError.sample(.invalidValue)) {
                try await world.perform(CreateAccessKey(network: World.harbor, uses: .remaining(uses)))
            }
        }
    }

    @Test func `does not expire before it is made`() async throws {
        try await World.with { world in
            await #expect(throws: ControlError.sample(.invalidValue)) {
                try await world.makeKey(expiresAt: world.clock.now)
            }
        }
    }

    @Test func `admits nobody when it is deleted, and takes no node with it`() async throws {
        try await World.with { world in
            let created = try await world.perform(CreateAccessKey(network: World.harbor, uses: .unlimited))
            let node = try await world.perform(world.joining(1, with: created.secret), as: .nobody).node
            try await world.perform(DeleteAccessKey(network: World.harbor, key: created.key.id))
            await #expect(throws: ControlError.sample(.refused)) {
                try await world.perform(world.joining(2, with: created.secret), as: .nobody)
            }
            #expect(world.control.truth.node(node.id) != nil)
        }
    }
}
