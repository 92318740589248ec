internal import NetmakerAPI
internal import NetmakerCore

/// Steps of a plan as people read them: what is made, changed and deleted, each field with what it was and is to be.
enum PlanText {
    /// One step, with a heading unless the step before was about the same.
    static func lines(of step: DeclarationPlan.Step, after previous: DeclarationPlan.Step? = nil) -> String {
        let continues =
            previous?.object == step.object && previous?.call.action == .update && step.call.action == .update
            && step.remark == nil && previous?.remark == nil
        let remark = step.remark.map { " (\($0))" } ?? ""
        let heading = continues ? "" : "\(step.call.action.sign) \(step.title)\(remark)\n"
        return heading + step.changes.map { "    \(line(of: $0, step.call.action))\n" }.joined()
    }

    static func lines(of steps: [DeclarationPlan.Step]) -> String {
        zip(steps, [nil] + steps.map(Optional.some)).map { lines(of: $0, after: $1) }.joined()
    }

    /// How many objects: "2 to create, 1 to change".
    static func summary(of plan: DeclarationPlan) -> String {
        guard !plan.steps.isEmpty else { return nothing }
        return summary(of: plan.steps, [.create: "to create", .update: "to change", .delete: "to delete"])
    }

    /// How many objects: "2 created, 1 changed".
    static func summary(ofDone steps: [DeclarationPlan.Step]) -> String {
        guard !steps.isEmpty else { return nothing }
        return summary(of: steps, [.create: "created", .update: "changed", .delete: "deleted"])
    }

    private static let nothing = "nothing to do: the server is as the file says\n"

    private static func summary(
        of steps: [DeclarationPlan.Step], _ verbs: [DeclaredCall.Action: String]
    ) -> String {
        let created = Set(steps.filter { $0.call.action == .create }.map(\.object))
        let parts = [DeclaredCall.Action.create, .update, .delete].compactMap { action -> String? in
            let objects = Set(steps.filter { $0.call.action == action }.map(\.object))
            // What is made and then set right is made, no more.
            let count = action == .update ? objects.subtracting(created).count : objects.count
            return count == 0 ? nil : "\(count) \(verbs[action] ?? "")"
        }
        return parts.joined(separator: ", ") + "\n"
    }

    private static func line(of change: DeclarationPlan.Change, _ action: DeclaredCall.Action) -> String {
        let after = change.after?.sentence ?? "nothing"
        guard action == .update else { return "\(change.field): \(after)" }
        return "\(change.field): \(change.before?.sentence ?? "nothing") -> \(after)"
    }
}

extension DeclaredCall.Action {
    fileprivate var sign: String {
        switch self {
        case .create: "+"
        case .update: "~"
        case .delete: "-"
        }
    }
}

extension JSONValue {
    /// For people, on one line. What is not plain is made so: it may come from a server that is not well meaning.
    fileprivate var sentence: String {
        switch self {
        case .null: "nothing"
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .string(let text): ShownText(text).description
        case .array(let items): items.isEmpty ? "none" : items.map(\.sentence).joined(separator: ", ")
        case .object(let fields):
            fields.filter { $0.value != .null }.sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value.sentence)" }.joined(separator: "; ")
        }
    }
}
