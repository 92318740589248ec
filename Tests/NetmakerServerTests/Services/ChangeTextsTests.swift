import NetmakerAPI
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `Texts of changes` {
    private func lines(_ sequences: ClosedRange<UInt64>, nodes: Int = 1) throws -> [ChangeTexts.Line] {
        try sequences.map { sequence in
            let mutations = (1...nodes).map { Mutation.putNode(Samples.node($0)) }
            return try ChangeTexts.Line(
                ChangeRecord(
                    sequence: sequence,
                    entry: ChangeEntry(
                        aggregate: Samples.network().aggregate, revision: Revision(sequence), time: Samples.time,
                        actor: "server", mutations: mutations),
                    former: mutations.map { _ in .nothing }, stepCount: nodes))
        }
    }

    private func kept(_ texts: ChangeTexts, after sequence: UInt64) -> [UInt64] {
        texts.lines(after: sequence).map(\.position.sequence)
    }

    @Test func `are those that follow, where the next one is known`() throws {
        let texts = ChangeTexts()
        #expect(kept(texts, after: 0) == [])
        texts.keep(try lines(5...8))
        #expect(kept(texts, after: 4) == [5, 6, 7, 8])
        #expect(kept(texts, after: 6) == [7, 8])
        #expect(kept(texts, after: 8) == [])
        #expect(kept(texts, after: 3) == [])
        #expect(kept(texts, after: 99) == [])
    }

    @Test func `have no gap, whoever read them and when`() throws {
        let texts = ChangeTexts()
        texts.keep(try lines(5...8))
        // Somebody was slower, and somebody has read some of the same.
        texts.keep(try lines(1...3))
        texts.keep(try lines(7...9))
        #expect(kept(texts, after: 4) == [5, 6, 7, 8, 9])
        texts.keep(try lines(20...21))
        #expect(kept(texts, after: 4) == [])
        #expect(kept(texts, after: 19) == [20, 21])
    }

    @Test func `are no more than is kept`() throws {
        let texts = ChangeTexts()
        texts.keep(try lines(1...100, nodes: 100))
        let sizes = texts.lines(after: 99).map(\.text.utf8.count)
        #expect(kept(texts, after: 99) == [100])
        #expect(kept(texts, after: 0) == [])
        let size = try #require(sizes.first)
        let count = (0..<100).first { !texts.lines(after: UInt64($0)).isEmpty }.map { 100 - $0 } ?? 0
        #expect(count * size <= ChangeTexts.capacity && (count + 1) * size > ChangeTexts.capacity - size)
    }
}
