import Foundation
import Testing

/// Thousands of random changes of networks of thirty machines and more, on the real control plane, each compared with a
/// second model that is too plain to be wrong in the same way.
@Suite struct `Peers are right` {
    /// Of the environment: how many histories, and the first one's seed.
    private static let count = number("NETMAKER_HISTORIES") ?? 72
    private static let seed = UInt64(number("NETMAKER_HISTORY_SEED") ?? 1)
    /// How many operations follow when the machines are there.
    private static let length = number("NETMAKER_HISTORY_LENGTH") ?? 240

    private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }

    @Test(.timeLimit(.minutes(count > 72 ? 600 : 4))) func `whatever happens, in whatever order, with whatever store`()
        async
    {
        let clock = ContinuousClock()
        let start = clock.now
        var coverage = Coverage()
        var failures: [String] = []
        var next = 0
        await withTaskGroup(of: (Coverage?, String?).self) { group in
            func begin() {
                let history = RandomHistory(seed: Self.seed &+ UInt64(next), length: Self.length)
                next += 1
                group.addTask { await Self.check(history) }
            }
            for _ in 0..<min(ProcessInfo.processInfo.activeProcessorCount, Self.count) { begin() }
            for await (covered, failure) in group {
                if let covered { coverage.add(covered) }
                if let failure { failures.append(failure) }
                if next < Self.count, failures.isEmpty { begin() }
                if next.isMultiple(of: 500), next < Self.count { Self.say("\(next) histories of \(Self.count)") }
            }
        }
        for failure in failures { Issue.record(Comment(rawValue: failure)) }
        let took = start.duration(to: clock.now)
        Self.say("seeds \(Self.seed) to \(Self.seed &+ UInt64(next - 1)), \(took)\n\(coverage.table)")
        #expect(throws: Never.self) { try Self.write(coverage, took / .seconds(1)) }
        guard failures.isEmpty, Self.count >= 72 else { return }
        #expect(coverage.missing == [])
        #expect(coverage.changes >= 10_000)
    }

    /// At once, also into a pipe.
    private static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

    /// The numbers, one a line, into the file that the environment names.
    private static func write(_ coverage: Coverage, _ seconds: Double) throws {
        guard let path = ProcessInfo.processInfo.environment["NETMAKER_HISTORY_NUMBERS"] else { return }
        let numbers = [
            "soak_histories \(coverage.histories)", "soak_operations \(coverage.operations)",
            "soak_changes \(coverage.changes)", "soak_deltas_applied \(coverage.deltas)",
            "soak_maps_compared \(coverage.mapsCompared)", "soak_wall_s \(Int(seconds.rounded()))",
            "soak_changes_per_s \(Int((Double(coverage.changes) / seconds).rounded()))",
        ]
        try Data((numbers.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    }

    private static func check(_ history: RandomHistory) async -> (Coverage?, String?) {
        do throws(HistoryCheck.Failure) {
            return (try await HistoryCheck.run(history), nil)
        } catch {
            let courses = error.courses
            let report = await HistoryCheck.report(on: history) { await HistoryCheck.difference(in: $0, on: courses) }
            return (nil, report ?? "seed \(history.seed) failed once, and not again: \(error)")
        }
    }
}
