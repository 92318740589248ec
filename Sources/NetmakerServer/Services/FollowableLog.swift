internal import FoundationEssentials
internal import NetmakerCore

/// A log as the text of server-sent events, read on from a position.
protocol FollowableLog: Sendable {
    associatedtype Position: CustomStringConvertible & Sendable
    associatedtype Standing: Sendable

    /// What has been told so far.
    var position: Position { get }
    /// Whether nothing will follow, which has been told.
    var isOver: Bool { get }
    /// What is written when nothing has happened for a while.
    var signOfLife: String { get }
    /// How far what is followed has come. Asked before the log is read: what is committed from here on ends a wait.
    var standing: Standing { get }

    /// The events since; empty when there are none.
    mutating func next() async throws -> String

    /// Waits until there may be more than when it stood so; returns early when the task is cancelled.
    func untilChanged(since standing: Standing) async
}

/// One event as the HTML standard has it, section 9.2.6: the data is one line, since JSON escapes the ends of others.
enum EventText {
    static func of(_ name: String, _ id: some CustomStringConvertible, _ data: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return "id: \(id)\nevent: \(name)\ndata: \(String(decoding: try encoder.encode(data), as: UTF8.self))\n\n"
    }
}
