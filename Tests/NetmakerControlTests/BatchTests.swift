import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerControl

@Suite struct `A batch` {
    private static let setUp = CompleteSetup(user: Samples.userName("alice"), password: Samples.passwordHash)

    private static func add(_ command: some Command, as principal: Principal, to batch: inout Batch) {
        batch.add(
            Submission(command, as: principal) { _ in }, now: Samples.time, random: SystemRandomNumberGenerator())
    }

    @Test func `tells of a network's lives in their order when it is deleted and made anew`() {
        var batch = Batch(on: Truth())
        Self.add(Self.setUp, as: .server, to: &batch)
        for _ in 1...8 {
            Self.add(CreateNetwork(name: World.harbor, ranges: Samples.ranges), as: World.alice, to: &batch)
            Self.add(DeleteNetwork(name: World.harbor), as: World.alice, to: &batch)
        }
        let created = batch.entries.filter { $0.aggregate != .directory && $0.revision == Revision(1) }
        let lives = batch.networkChanges().map { AggregateID.network($0.network, $0.epoch) }
        #expect(lives.count == 8)
        #expect(lives == created.map(\.aggregate))
    }

    @Test func `says where each network stands after all of it, and which is over`() {
        var batch = Batch(on: Truth())
        Self.add(Self.setUp, as: .server, to: &batch)
        Self.add(CreateNetwork(name: World.harbor, ranges: Samples.ranges), as: World.alice, to: &batch)
        Self.add(DeleteNetwork(name: World.harbor), as: World.alice, to: &batch)
        Self.add(CreateNetwork(name: World.harbor, ranges: Samples.ranges), as: World.alice, to: &batch)
        let changes = batch.networkChanges()
        #expect(changes.map(\.through) == [Revision(2), Revision(1)])
        #expect(changes.map(\.isDeletion) == [true, false])
    }
}
