internal import NetmakerAPI
internal import Synchronization

/// Shows steps as they are done.
final class StepReporter: Sendable {
    private let isSilent: Bool
    private let previous = Mutex<DeclarationPlan.Step?>(nil)

    init(isSilent: Bool) { self.isSilent = isSilent }

    func tell(_ step: DeclarationPlan.Step) {
        guard !isSilent else { return }
        let text = previous.withLock { previous in
            defer { previous = step }
            return PlanText.lines(of: step, after: previous)
        }
        Console.answer(text)
    }
}
