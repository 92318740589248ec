import Benchmark
import NetmakerCore

/// What one node is told: linear in the number of nodes, for a full map; flat, for a change.
func benchmarkPeers() {
    for size in sizes {
        Benchmark("All peers of one node, \(size) nodes") { benchmark, state in
            for _ in benchmark.scaledIterations { blackHole(state.peers(of: Population.nodeID(1))) }
        } setup: {
            try Population.network(of: size)
        }

        Benchmark("Apply one changed endpoint, \(size) nodes") { benchmark, state in
            let changes = try [51_821, 51_822].map { port in
                guard var node = state.nodes[Population.nodeID(1)] else { throw Population.Missing() }
                node.pinnedEndpoint = Endpoint(address: Population.underlay, port: try ListenPort(port))
                return node
            }
            benchmark.startMeasurement()
            for iteration in benchmark.scaledIterations {
                var next = state
                try next.apply([.putNode(changes[iteration % 2])], at: next.revision.next, time: Population.time)
                blackHole(next.digest(for: Population.nodeID(2)))
            }
        } setup: {
            try Population.network(of: size)
        }
    }
}
