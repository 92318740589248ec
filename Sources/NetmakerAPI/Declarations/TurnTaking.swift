/// The order in which many take each other's places, such as addresses or names: nobody before who has the place has
/// left it, and where all wait for one another, one steps aside first.
struct TurnTaking<Mover: Hashable, Place: Hashable> {
    struct Move {
        let mover: Mover
        let from: Set<Place>
        let to: Set<Place>
    }

    enum Turn {
        /// To a place that nobody has or wants.
        case stepAside(Mover)
        /// To where they want to be.
        case move(Mover)
    }

    private(set) var turns: [Turn] = []

    /// - Parameter moves: in the order in which they are done where nothing else matters.
    init(_ moves: [Move]) {
        var holders: [Place: Int] = [:]
        for (index, move) in moves.enumerated() {
            for place in move.from.subtracting(move.to) { holders[place] = index }
        }
        var waitingFor = [Int](repeating: 0, count: moves.count)
        var waiters = [[Int]](repeating: [], count: moves.count)
        for (index, move) in moves.enumerated() {
            for holder in Set(move.to.compactMap { holders[$0] }) where holder != index {
                waitingFor[index] += 1
                waiters[holder].append(index)
            }
        }
        var ready = moves.indices.filter { waitingFor[$0] == 0 }
        var isDone = [Bool](repeating: false, count: moves.count)
        var hasLeft = [Bool](repeating: false, count: moves.count)
        var (next, first) = (0, 0)
        func leave(_ index: Int) {
            guard !hasLeft[index] else { return }
            hasLeft[index] = true
            for waiter in waiters[index] {
                waitingFor[waiter] -= 1
                if waitingFor[waiter] == 0 { ready.append(waiter) }
            }
        }
        while true {
            if next < ready.count {
                let index = ready[next]
                next += 1
                isDone[index] = true
                turns.append(.move(moves[index].mover))
                leave(index)
            } else {
                while first < moves.count, isDone[first] || hasLeft[first] { first += 1 }
                guard first < moves.count else { return }
                turns.append(.stepAside(moves[first].mover))
                leave(first)
            }
        }
    }
}
