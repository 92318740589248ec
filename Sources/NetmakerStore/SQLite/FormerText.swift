internal import Foundation
internal import NetmakerCore

/// What a step replaced, as a row of the change log keeps it: `null` for nothing, else the step that would put it back,
/// such as `{"putNode":{...}}`. Where the step puts the same object, only those members are there that differ, with
/// null for one that was not there: so a small change of a large object is a small row.
enum FormerText {
    static let nothing = "null"
    static let null = Array(nothing.utf8)[...]

    /// - Parameters:
    ///   - step: the name of the step that puts such an object.
    ///   - former: the object as it was; nil when there was none.
    ///   - new: as it is; nil when it goes.
    static func text(_ step: String, of former: String?, before new: String?) throws -> String {
        guard let former else { return nothing }
        guard let new else { return "{\"\(step)\":\(former)}" }
        let old = try JSONParts.members(of: Array(former.utf8)[...])
        let present = try JSONParts.members(of: Array(new.utf8)[...])
        var different = old.filter { member in present.first { $0.name == member.name }?.value != member.value }
        for member in present where !old.contains(where: { $0.name == member.name }) {
            different.append(JSONParts.Member(name: member.name, value: null))
        }
        return "{\"\(step)\":\(String(decoding: JSONParts.object(different), as: UTF8.self))}"
    }

    /// - Parameter step: the step that replaced it, as the row has it.
    static func former(_ text: ArraySlice<UInt8>, replacedBy step: ArraySlice<UInt8>) throws -> ChangeRecord.Former {
        guard text != null else { return .nothing }
        var whole = try JSONParts.members(of: text)
        guard whole.count == 1, let new = try JSONParts.members(of: step).first else {
            throw Damage(what: "what a change replaced is not one step")
        }
        if new.name == whole[0].name {
            let different = try JSONParts.members(of: whole[0].value)
            let kept = try JSONParts.members(of: new.value).filter { member in
                !different.contains { $0.name == member.name }
            }
            whole[0].value = JSONParts.object(kept + different)[...]
        }
        return .object(try JSONDecoder().decode(Mutation.self, from: Data(JSONParts.object(whole))))
    }
}
