internal import NetmakerAPI
internal import NetmakerCore

/// A plan, or what was done of it, for scripts.
struct PlanAnswer: Presentable {
    let steps: [StepAnswer]
    let notes: [NoteAnswer]
    /// Left out where nothing failed.
    let failed: StepAnswer?
    /// What was not begun; left out where nothing failed.
    let left: [StepAnswer]?

    /// What is to be done.
    init(_ plan: DeclarationPlan) {
        steps = plan.steps.map(StepAnswer.init)
        notes = plan.notes.map(NoteAnswer.init)
        (failed, left) = (nil, nil)
    }

    /// What was done.
    init(_ outcome: DeclarationOutcome, _ notes: [DeclarationPlan.Note]) {
        steps = outcome.done.map(StepAnswer.init)
        self.notes = notes.map(NoteAnswer.init)
        failed = outcome.failure.map { StepAnswer($0.step) }
        left = outcome.failure.map { _ in outcome.left.map(StepAnswer.init) }
    }

    static var columns: [String] { ["steps"] }
    var row: [String] { [String(steps.count)] }
    var details: [(label: String, value: String)] { [("steps", String(steps.count))] }
    var identifier: String { steps.map(\.identifier).joined(separator: "\n") }
}

/// One step, for scripts.
struct StepAnswer: Presentable {
    struct Change: Encodable, Sendable {
        let field: String
        /// Left out for nothing.
        let before: JSONValue?
        let after: JSONValue?
    }

    let action: DeclaredCall.Action
    /// Where a declaration has the object: `networks.harbor.nodes.gate`.
    let object: String
    let changes: [Change]
    /// The operation of the REST interface, by its id.
    let operation: String
    let remark: String?

    init(_ step: DeclarationPlan.Step) {
        action = step.call.action
        object = step.object.path
        changes = step.changes.map { Change(field: $0.field, before: $0.before, after: $0.after) }
        operation = step.call.operation.id
        remark = step.remark
    }

    static var columns: [String] { ["action", "object"] }
    var row: [String] { [action.rawValue, object] }
    var details: [(label: String, value: String)] { [("action", action.rawValue), ("object", object)] }
    var identifier: String { object }
}

/// What is left undone, for scripts.
struct NoteAnswer: Encodable, Sendable {
    let object: String
    let sentence: String

    init(_ note: DeclarationPlan.Note) {
        object = note.object.path
        sentence = note.sentence
    }
}
