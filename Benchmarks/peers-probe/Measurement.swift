internal import NetmakerCore

/// One thing whose cost is measured, done many times over.
struct Measurement: Sendable {
    typealias Step = () throws -> Void

    let name: String
    /// Makes what the steps need, and a step for each of some numbers.
    let steps: @Sendable (NetworkState, Range<Int>) throws -> [Step]

    init(_ name: String, steps: @escaping @Sendable (NetworkState, Range<Int>) throws -> [Step]) {
        self.name = name
        self.steps = steps
    }

    /// How often it is done before it is measured.
    static let warmups = 2

    /// A network in which one node after the other moves: as it is after each of the changes, and who has moved.
    static func history(
        of state: NetworkState, _ numbers: Range<Int>
    ) throws -> [(state: NetworkState, changed: NodeID)] {
        var state = state
        return try numbers.map { number in
            let id = Population.nodeID(10 + 3 * number)
            guard var node = state.nodes[id] else { throw Population.Missing() }
            node.observedIPv4 = IPv4Address(rawValue: 0xCB00_7100 + UInt32(number))
            node.revision = state.revision.next
            try state.apply([.putNode(node)], at: node.revision, time: Population.time)
            return (state, id)
        }
    }

    static var all: [Measurement] { maps + deltas + choices + networks }
}

/// What callgrind counts, and nothing else: `Scripts/lib/bench-peers.sh` knows it by its name.
@inline(never)
func measured(_ step: Measurement.Step) throws { try step() }

/// Where results go, so that none is optimized away.
@inline(never)
func use<Value>(_ value: Value) {}
