import Benchmark
import NetmakerCore

/// Address allocation: flat in the number of nodes, as joins are to be.
func benchmarkAllocation() {
    for size in sizes {
        Benchmark("Allocate and release an address, \(size) taken") { benchmark, allocator in
            for _ in benchmark.scaledIterations {
                var next = allocator
                let address = try next.allocate(now: Population.time)
                next.release(address, at: Population.time)
                blackHole(next)
            }
        } setup: {
            try Population.allocator(taken: size)
        }
    }
}
