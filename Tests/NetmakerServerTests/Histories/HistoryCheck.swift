import NetmakerCore

/// What must hold of every history.
enum HistoryCheck {
    /// Why a history failed, and where it has to happen to fail again.
    struct Failure: Error, CustomStringConvertible {
        let courses: [HistoryWorld.Course]
        let description: String
    }

    /// Lets a history happen on every course.
    ///
    /// - Parameter change: what to make of what must come of it, for tests of this test.
    /// - Returns: what it went through.
    static func run(
        _ history: RandomHistory, on courses: [HistoryWorld.Course] = HistoryWorld.Course.allCases,
        telling change: ([Step]) -> [Step] = { $0 }
    ) async throws(Failure) -> Coverage {
        let told = Narrator.steps(of: history)
        let steps = change(told.steps)
        var coverage = told.coverage
        coverage.histories = 1
        coverage.operations = history.operations.count
        var outcome: Truth?
        for course in courses {
            let truth: Truth
            do {
                var replay = try await Replay(history, on: course)
                truth = try await replay.run(steps)
                coverage.add(replay.coverage)
            } catch {
                throw Failure(courses: [course], description: "on course \(course), \(error)")
            }
            guard outcome == nil || outcome == truth else {
                throw Failure(courses: courses, description: "on course \(course), it came to another truth")
            }
            outcome = truth
        }
        return coverage
    }

    /// What is wrong with a history; nil when nothing is.
    static func difference(
        in history: RandomHistory, on courses: [HistoryWorld.Course] = HistoryWorld.Course.allCases,
        telling change: ([Step]) -> [Step] = { $0 }
    ) async -> String? {
        do throws(Failure) {
            _ = try await run(history, on: courses, telling: change)
            return nil
        } catch { return error.description }
    }

    /// All that somebody needs who has to find out why a history failed; nil when it does not.
    static func report(on history: RandomHistory, failing check: (RandomHistory) async -> String?) async -> String? {
        guard await check(history) != nil else { return nil }
        let shrunk = await history.shrunk { await check($0) != nil }
        let lines = Narrator.steps(of: shrunk).steps.enumerated().map { "    \($0 + 1)  \($1.text)" }
        return """
            seed \(history.seed), \(history.operations.count) operations, of which these \(lines.count) steps are enough:
            \(lines.joined(separator: "\n"))
            \(await check(shrunk) ?? "")
            """
    }
}
