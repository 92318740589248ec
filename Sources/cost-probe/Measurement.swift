/// One thing whose cost is measured, done many times over.
struct Measurement: Sendable {
    typealias Step = @Sendable () async throws -> Void

    let name: String
    /// Makes what the steps need, and the steps: each is the thing done once, to another object than the others.
    let steps: @Sendable (Scene) async throws -> [Step]

    init(_ name: String, steps: @escaping @Sendable (Scene) async throws -> [Step]) {
        self.name = name
        self.steps = steps
    }

    /// A thing that needs nothing but a number.
    ///
    /// - Parameter series: which numbers, 0 and up: objects that are gone after one thing are no others'.
    static func each(
        _ name: String, series: Int = 0, _ step: @escaping @Sendable (Scene, Int) async throws -> Void
    ) -> Measurement {
        Measurement(name) { scene in numbers(series: series).map { number in { try await step(scene, number) } } }
    }

    /// How often it is done before it is measured, so that what happens once a process has happened.
    static let warmups = 4
    /// How often it is measured: trees are deeper for some keys than for others.
    static let repetitions = 32

    /// The numbers of as many objects as there are steps: a thousand are enough for twenty series.
    static func numbers(series: Int) -> Range<Int> {
        let first = Scene.agents + 1 + series * (warmups + repetitions)
        return first..<first + warmups + repetitions
    }
}

/// What callgrind counts, and nothing else: `Scripts/lib/bench-cost.sh` knows it by its name.
@inline(never)
func measured(_ executor: OneThread) { executor.drain() }
