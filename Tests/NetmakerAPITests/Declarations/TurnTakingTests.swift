import Testing

@testable import NetmakerAPI

@Suite struct `Taking turns` {
    private typealias Turns = TurnTaking<String, Int>

    private func turns(_ moves: (String, from: Set<Int>, to: Set<Int>)...) -> [String] {
        Turns(moves.map { Turns.Move(mover: $0.0, from: $0.from, to: $0.to) }).turns.map { turn in
            switch turn {
            case .move(let mover): mover
            case .stepAside(let mover): "(\(mover))"
            }
        }
    }

    @Test func `lets nobody in before who was there has left`() {
        #expect(turns(("a", [1], [2]), ("b", [2], [3]), ("c", [3], [4])) == ["c", "b", "a"])
    }

    @Test func `lets one step aside where two exchange their places`() {
        #expect(turns(("a", [1], [2]), ("b", [2], [1])) == ["(a)", "b", "a"])
    }

    @Test func `lets one of a ring step aside, and of two rings one each`() {
        #expect(turns(("a", [1], [2]), ("b", [2], [3]), ("c", [3], [1])) == ["(a)", "c", "b", "a"])
        #expect(
            turns(("a", [1], [2]), ("b", [2], [1]), ("c", [3], [4]), ("d", [4], [3])).filter { $0.hasPrefix("(") }
                == ["(a)", "(c)"])
    }

    @Test func `leaves the order alone where nobody is in the way`() {
        #expect(turns(("a", [1], [1]), ("b", [], [5]), ("c", [2, 3], [2, 4])) == ["a", "b", "c"])
    }
}
