internal import NetmakerAPI
internal import NetmakerCore

/// An event of a network's stream.
struct EventLine: PrintedEvent {
    let event: NetworkEvent

    var name: String {
        switch event.content {
        case .change: "change"
        case .reset: "reset"
        case .deleted: "deleted"
        }
    }

    var data: any Encodable {
        switch event.content {
        case .change(let change): change
        case .reset(let reset): reset
        case .deleted(let last): last
        }
    }

    static var columns: [String] { ["time", "id", "actor", "what"] }

    var row: [String] {
        switch event.content {
        case .change(let change):
            [change.time.sentence, identifier, change.actor, change.objects.map(\.sentence).joined(separator: ", ")]
        case .reset: ["-", identifier, "-", "events are missing before this one: read everything anew"]
        case .deleted: ["-", identifier, "-", "the network is no more"]
        }
    }

    var identifier: String { event.id.description }

    var isLast: Bool { if case .deleted = event.content { true } else { false } }
}

extension EventResource.Object {
    /// For people: "node web", or "node web removed".
    var sentence: String {
        let words = [kind.rawValue, name ?? id ?? "", deed == .removed ? "removed" : ""]
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
