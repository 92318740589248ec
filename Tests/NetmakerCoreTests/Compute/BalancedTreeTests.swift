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
                var generator = SplitMix(seed: 1)
                return rising.shuffled(using: &generator)
            }
        }
    }

    @Test(arguments: Order.allCases)
    func `is never deep, in whatever order its elements come and go`(order: Order) {
        let meter = TouchMeter()
        TouchMeter.$current.withValue(meter) {
            var tree: BalancedTree<Int>?
            func step(_ body: () -> BalancedTree<Int>?) {
                let before = meter.count
                tree = body()
                // Each level has three quarters of the one above at most, and taking out goes down twice.
                #expect(meter.count - before <= 2 * 33)
            }
            for element in order.elements { step { BalancedTree.inserting(element, into: tree) } }
            #expect(tree?.elements == Array(0..<Self.size))
            while let first = tree?.first { step { BalancedTree.removing(first, from: tree) } }
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func `holds what a set holds, in order`(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var tree: BalancedTree<Int>?
        var plain: Set<Int> = []
        for _ in 0..<600 {
            let element = Int.random(in: 0..<80, using: &generator)
            if Bool.random(using: &generator) {
                tree = BalancedTree.inserting(element, into: tree)
                plain.insert(element)
            } else {
                tree = BalancedTree.removing(element, from: tree)
                plain.remove(element)
            }
            #expect(tree?.elements ?? [] == plain.sorted())
            #expect(tree?.first == plain.min())
        }
    }
}
