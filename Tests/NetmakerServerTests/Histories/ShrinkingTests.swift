import NetmakerCore
import Testing

/// A failure is worth as much as what it says. So here things are claimed that are false, and what is said of them
/// read.
@Suite struct `A history that fails` {
    /// The first in which there is something to find.
    private static let history: RandomHistory = {
        let all = (1...100).lazy.map { RandomHistory(seed: $0, length: 60) }
        return all.first { claim($0) != nil } ?? RandomHistory(seed: 1, length: 60)
    }()

    /// False: that no network ever has two machines of which one was removed by an admin.
    private static func claim(_ history: RandomHistory) -> String? {
        let isRefuted = Narrator.steps(of: history).steps.contains { step in
            step.after.gone.contains { gone in
                gone.reason == .removed && step.after.network(gone.network).map { !$0.nodes.isEmpty } ?? false
            }
        }
        return isRefuted ? "a machine was removed, and another stayed" : nil
    }

    @Test func `is made as short as it can be`() async throws {
        let report = try #require(await HistoryCheck.report(on: Self.history) { Self.claim($0) })
        // An admin, a network, a key, two machines that join, one that is removed.
        #expect(report.contains("these 6 steps are enough"), "\(report)")
    }

    @Test func `is told with its seed, line by line, and what was wrong in the end`() async throws {
        let report = try #require(await HistoryCheck.report(on: Self.history) { Self.claim($0) })
        let lines = report.split(separator: "\n").map(String.init)
        #expect(
            lines.first?.hasPrefix("seed \(Self.history.seed), \(Self.history.operations.count) operations") == true)
        #expect(lines.dropFirst().first == "    1  server sets up: done")
        #expect(lines.contains { $0.contains("creates network harbor of ") })
        #expect(lines.filter { $0.contains(" joins harbor as ") }.count == 2)
        #expect(lines.contains { $0.contains(" removes node ") && $0.hasSuffix(": done") })
        #expect(lines.last == "a machine was removed, and another stayed")
    }

    @Test func `is found on the real server, when that is not as it must be`() async throws {
        // What must come of it is told wrongly.
        let history = RandomHistory(seed: 3, length: 0)
        let report = try #require(
            await HistoryCheck.report(on: history) { await HistoryCheck.difference(in: $0, telling: Self.wrongly) })
        #expect(report.contains("these 4 steps are enough"), "\(report)")
        #expect(report.contains("joins harbor as"), "\(report)")
        #expect(report.split(separator: "\n").last?.hasPrefix("on course memory, ") == true, "\(report)")
    }

    /// Takes a network in which there is a machine for none.
    private static func wrongly(_ steps: [Step]) -> [Step] {
        steps.map { step in
            var after = step.after
            after.networks.removeAll { !$0.nodes.isEmpty }
            return Step(act: step.act, number: step.number, text: step.text, after: after)
        }
    }

    @Test func `comes again from its seed`() async throws {
        let again = RandomHistory(seed: Self.history.seed, length: 60)
        #expect(again.operations.map(\.operation) == Self.history.operations.map(\.operation))
        let other = RandomHistory(seed: Self.history.seed + 1, length: 60)
        #expect(other.operations.map(\.operation) != Self.history.operations.map(\.operation))
        let texts = Narrator.steps(of: again).steps.map(\.text)
        #expect(texts == Narrator.steps(of: Self.history).steps.map(\.text))
    }
}
