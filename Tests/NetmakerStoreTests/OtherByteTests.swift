import Foundation
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerStore

@Suite(.serialized) struct `A store's file with another byte in it` {
    @Test(arguments: 1...4) func `is refused and left alone, unless it holds the very same`(seed: Int) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/truth.db"
            let truth = try await Self.write(to: path)
            let sound = try #require(FileManager.default.contents(atPath: path))
            var random = SeededGenerator(seed: UInt64(seed))
            var refusals = 0
            for _ in 0..<25 {
                var damaged = sound
                let place = Int.random(in: 0..<sound.count, using: &random)
                damaged[place] ^= UInt8.random(in: 1...255, using: &random)
                try damaged.write(to: URL(fileURLWithPath: path))
                do {
                    let store = try SQLiteStore(opening: path)
                    #expect(try await store.truth() == truth, "byte \(place)")
                    try store.close()
                } catch let error as StoreError {
                    refusals += 1
                    #expect([.corrupt, .foreign, .newer].contains(error.code), "byte \(place): \(error)")
                    #expect(error.message.contains(path), "\(error)")
                    #expect(FileManager.default.contents(atPath: path) == damaged, "byte \(place)")
                }
            }
            #expect(refusals > 5)
        }
    }

    /// A network with as many nodes as fill some pages, all in the file and none in the log.
    private static func write(to path: String) async throws -> Truth {
        let store = try SQLiteStore(opening: path)
        let history = try await History(harborIn: store)
        let harbor = Samples.network().aggregate
        for number in 1...40 { try await history.commit(to: store, harbor, [.putNode(Samples.node(number))]) }
        let removed = RemovedNode(Samples.node(1), reason: .removed, at: Samples.time)
        try await history.commit(to: store, harbor, [.removeNode(removed)])
        try await history.commit(
            to: store, harbor, [.putAccessKey(Samples.accessKey(1)), .putDNSRecord(Samples.dnsRecord())])
        let people: [Mutation] = [.putUser(Samples.user()), .putLoginSession(Samples.loginSession(1))]
        try await history.commit(to: store, .directory, people)
        try store.close()
        return history.truth
    }
}
