internal import NetmakerCore

extension Measurement {
    /// What an agent decides for each of its peers.
    static let choices = [
        Measurement("endpoint choice, all peers") { state, numbers in
            let records = state.peers(of: Population.nodeID(1))
            let vantage = try Population.vantage()
            return numbers.map { _ in
                {
                    for record in records {
                        use(
                            EndpointChoice(
                                among: record.candidates, from: vantage, after: nil, seeing: nil, now: .zero))
                    }
                }
            }
        }
    ]

    /// What the network's own state tells, and what a change costs it.
    static let networks = [
        Measurement("peers as records") { state, numbers in
            numbers.map { number in { use(state.peers(of: Population.nodeID(number + 1))) } }
        },
        Measurement("change of a node") { state, numbers in
            try history(of: state, numbers).enumerated().map { number, moment in
                guard let node = moment.state.nodes[moment.changed] else { throw Population.Missing() }
                return {
                    var next = state
                    try next.apply([.putNode(node)], at: next.revision.next, time: Population.time)
                    use(next.digest(for: Population.nodeID(2)))
                }
            }
        },
        Measurement("address allocated and released") { state, numbers in
            let allocator = try Population.allocator(taken: state.nodes.count)
            return numbers.map { _ in
                {
                    var next = allocator
                    let address = try next.allocate(now: Population.time)
                    next.release(address, at: Population.time)
                    use(next)
                }
            }
        },
    ]
}
