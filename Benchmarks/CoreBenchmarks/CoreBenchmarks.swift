import Benchmark

/// How many nodes a network has. What should not depend on that is flat over the three.
let sizes = [100, 1_000, 10_000]

let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .instructions, .peakMemoryResident], warmupIterations: 3,
        maxDuration: .seconds(3))
    benchmarkAllocation()
    benchmarkPeers()
}
