internal import ArgumentParser
internal import BenchmarkPopulation
internal import Glibc
internal import Logging
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore

extension ControlProbe {
    /// Decides and commits, one change after the other, on a database of its own: time, which has a flush to disk in it,
    /// and processor time of all threads.
    struct Changes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Measure deciding and committing.")
        @Argument(help: "The database, which must not be there yet.") var path: String
        @Argument(help: "How many nodes it has.") var size: Int
        /// So many that what a large network costs once, in its first changes, is not taken for a part of each.
        @Option(help: "How many changes of a kind.") var count = 1000

        func run() async throws {
            let store = try await FilledStore.make(at: path, size: size, admin: Population.alice)
            let control = ControlPlane(
                store: store, wallClock: SystemWallClock(),
                logger: Logger(label: "control-probe") { _ in SwiftLogNoOpLogHandler() })
            try await control.load()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await control.run() }
                try await measure(control)
                group.cancelAll()
            }
        }

        private func measure(_ control: ControlPlane) async throws {
            let harbor = try Population(size: size).network.name
            // Everybody moves: it cannot but cost as much as there are nodes, so before others have joined.
            try await series("ranges", 10) { number in
                let ranges = try AddressRanges(
                    ipv4: IPv4Prefix(parsing: "10.\(20 + number).0.0/16"), ipv6: IPv6Prefix(parsing: "fd00:10::/64"))
                _ = try await control.perform(
                    ChangeRanges(network: harbor, ranges: ranges), as: .user(Population.alice.name))
            }
            try await series("join", count) { number in
                let machine = 2 * size + number
                let join = JoinNetwork(
                    network: harbor, key: Population.secret(1), identity: try Population.identity(machine),
                    publicKey: try Population.publicKey(machine), report: try Population.report(machine), source: nil)
                _ = try await control.perform(join, as: .nobody)
            }
            try await series("endpoint", count) { number in
                let id = Population.nodeID(1 + number % size)
                let report = try Population.report(1 + number % size, host: 2 + number / size)
                _ = try await control.perform(ReportNode(node: id, report: report, source: nil), as: .node(id))
            }
        }

        private func series(_ name: String, _ count: Int, _ change: (Int) async throws -> Void) async throws {
            var times = Times()
            let clock = ContinuousClock()
            for number in 0..<4 { try await change(number) }
            let before = processorTime()
            for number in 4..<4 + count {
                let start = clock.now
                try await change(number)
                times.add(clock.now - start)
            }
            let used = processorTime() - before
            times.report("\(name)_\(size)")
            print("\(name)_\(size)_cpu_us \(used.wholeMicroseconds / Int64(count))")
        }
    }
}

/// Of this process, all threads.
private func processorTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
