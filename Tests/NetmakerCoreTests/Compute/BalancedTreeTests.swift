import NetmakerTesting
import Testing

@testable import NetmakerCore

@Suite struct `A balanced tree` {
    private static let size = 10_000

    /// Orders that a tree which does nothing about it degenerates in, and one that it does not.
    enum Order: String, CaseIterable {
        case rising, falling, inward, shuffled

        var elements: [Int] {
            let rising = Array(0..<size)
            switch self {
            case .rising: return rising
            case .falling: return rising.reversed()
            case .inward: return rising.map { $0 % 2 == 0 ? $0 / 2 : size - 1 - $0 / 2 }
            case .shuffled:
                var generator = SeededGenerator(seed: 1)
                return rising.shuffled(using: &generator)
            }
        }
    }

    @Test(arguments: Order.allCases)
    func `is never deep, in whatever order its keys come and go`(order: Order) {
        let meter = TouchMeter()
        TouchMeter.$current.withValue(meter) {
            var tree: BalancedTree<Int, Int>?
            func step(_ body: () -> BalancedTree<Int, Int>?) {
                let before = meter.count
                tree = body()
                // Each level has three quarters of the one above at most, and taking out goes down twice.
                #expect(meter.count - before <= 2 * 33)
            }
            for key in order.elements { step { BalancedTree.inserting(key, rank: key, into: tree) } }
            #expect(tree?.elements.map(\.key) == Array(0..<Self.size))
            while let first = tree?.least.key { step { BalancedTree.removing(first, from: tree) } }
            // One that counts nothing proves nothing.
            #expect(meter.count > 2 * Self.size)
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `holds what a dictionary holds, by key and by rank`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var tree: BalancedTree<Int, Int>?
        var plain: [Int: Int] = [:]
        for _ in 0..<600 {
            let key = Int.random(in: 0..<80, using: &generator)
            let rank = Int.random(in: 0..<20, using: &generator)
            if Bool.random(using: &generator) {
                tree = BalancedTree.inserting(key, rank: rank, into: tree)
                plain[key] = max(rank, plain[key] ?? rank)
            } else {
                tree = BalancedTree.removing(key, from: tree)
                plain[key] = nil
            }
            let elements = tree?.elements ?? []
            #expect(elements.map(\.key) == plain.keys.sorted())
            #expect(elements.allSatisfy { plain[$0.key] == $0.rank })
            #expect(tree?.rank(of: key) == plain[key])
            #expect(tree?.lowestKey(rankedUpTo: rank) == plain.filter { $0.value <= rank }.keys.min())
            let least = plain.min { ($0.value, $0.key) < ($1.value, $1.key) }
            #expect(tree?.least.key == least?.key && tree?.least.rank == least?.value)
        }
    }
}
