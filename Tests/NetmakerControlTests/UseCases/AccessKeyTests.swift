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

    @Test func `that is spent admits again when it is given more, by the same secret`() async throws {
        try await World.with { world in
            let created = try await world.perform(CreateAccessKey(network: World.harbor, uses: .remaining(1)))
            try await world.perform(world.joining(1, with: created.secret), as: .nobody)

            let updated = try await world.update(created.key, AccessKeyChanges(uses: .remaining(2)))

            #expect(updated.uses == .remaining(2) && updated.usedCount == 1)
            try await world.perform(world.joining(2, with: created.secret), as: .nobody)
            #expect(world.harbor?.accessKeys[created.key.id]?.uses == .remaining(1))
        }
    }

    @Test func `is closed by none left, until it is given more`() async throws {
        try await World.with { world in
            let created = try await world.perform(CreateAccessKey(network: World.harbor, uses: .unlimited))
            try await world.update(created.key, AccessKeyChanges(uses: .remaining(0)))
            await #expect(throws: ControlError.sample(.refused)) {
                try await world.perform(world.joining(1, with: created.secret), as: .nobody)
            }
            await #expect(throws: ControlError.sample(.invalidValue)) {
                try await world.update(created.key, AccessKeyChanges(uses: .remaining(-1)))
            }
        }
    }

    @Test func `that has expired admits again by another time to come, and by none`() async throws {
        try await World.with { world in
            let end = world.clock.now + .seconds(60)
            let created = try await world.perform(
                CreateAccessKey(network: World.harbor, uses: .unlimited, expiresAt: end))
            world.clock.advance(by: .seconds(61))
            await #expect(throws: ControlError.sample(.refused)) {
                try await world.perform(world.joining(1, with: created.secret), as: .nobody)
            }
            await #expect(throws: ControlError.sample(.invalidValue)) {
                try await world.update(created.key, AccessKeyChanges(expiresAt: .set(world.clock.now)))
            }
            let later = world.clock.now + .seconds(60)
            #expect(try await world.update(created.key, AccessKeyChanges(expiresAt: .set(later))).expiresAt == later)
            try await world.perform(world.joining(1, with: created.secret), as: .nobody)
            #expect(try await world.update(created.key, AccessKeyChanges(expiresAt: .clear)).expiresAt == nil)
        }
    }

    @Test func `gives other tags to those that come from then on, and leaves the others theirs`() async throws {
        try await World.with { world in
            let created = try await world.perform(CreateAccessKey(network: World.harbor, uses: .unlimited))
            let earlier = try await world.perform(world.joining(1, with: created.secret), as: .nobody).node
            let berlin = try Tag(parsing: "berlin")

            try await world.update(created.key, AccessKeyChanges(tags: [berlin, berlin], lifetime: .ephemeral))

            let later = try await world.perform(world.joining(2, with: created.secret), as: .nobody).node
            #expect(later.grant == (try NodeGrant(tags: [berlin], lifetime: .ephemeral)))
            #expect(world.control.truth.node(earlier.id)?.grant == .whenAbsent)
        }
    }

    @Test func `is called by its new name alone, which nobody else has`() async throws {
        try await World.with { world in
            let (fleet, spare) = (try AccessKeyName(parsing: "fleet"), try AccessKeyName(parsing: "spare"))
            let key = try await world.perform(CreateAccessKey(network: World.harbor, name: fleet, uses: .unlimited)).key
            try await world.update(key, AccessKeyChanges(name: spare))

            #expect(world.harbor?.accessKey(named: fleet) == nil)
            #expect(world.harbor?.accessKey(named: spare)?.id == key.id)
            let other = try await world.perform(
                CreateAccessKey(network: World.harbor, name: fleet, uses: .unlimited)
            ).key
            await #expect(throws: ControlError.sample(.conflict)) {
                try await world.update(other, AccessKeyChanges(name: spare))
            }
        }
    }

    @Test func `is changed as it was seen, or not at all`() async throws {
        try await World.with { world in
            let created = try await world.perform(CreateAccessKey(network: World.harbor, uses: .remaining(2)))
            let seen = created.key.revision
            try await world.perform(world.joining(1, with: created.secret), as: .nobody)
            await #expect(throws: ControlError.sample(.preconditionFailed)) {
                try await world.update(created.key, AccessKeyChanges(uses: .remaining(9)), ifMatch: seen)
            }
            let before = world.harbor?.revision
            let same = try await world.update(created.key, AccessKeyChanges(uses: .remaining(1)))
            #expect(world.harbor?.revision == before && same.revision == world.harbor?.accessKeys[same.id]?.revision)
            await #expect(throws: ControlError.sample(.notFound)) {
                try await world.perform(
                    UpdateAccessKey(network: World.harbor, key: Samples.accessKeyID(404), changes: AccessKeyChanges()))
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

extension World {
    @discardableResult
    fileprivate func update(
        _ key: AccessKey, _ changes: AccessKeyChanges, ifMatch: Revision? = nil
    ) async throws -> AccessKey {
        try await perform(UpdateAccessKey(network: World.harbor, key: key.id, changes: changes, ifMatch: ifMatch))
    }
}
