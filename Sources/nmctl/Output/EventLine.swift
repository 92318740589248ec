internal import NetmakerAPI
internal import NetmakerCore

/// An event of a network's stream.
struct EventLine: PrintedEvent {
    let event: NetworkEvent

    private enum CodingKeys: String, CodingKey { case id, event, data }

    /// As the stream has it, in one object.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(event.id, forKey: .id)
        switch event.content {
        case .change(let change):
            try container.encode("change", forKey: .event)
            try container.encode(change, forKey: .data)
        case .reset(let reset):
            try container.encode("reset", forKey: .event)
            try container.encode(reset, forKey: .data)
        case .deleted(let last):
            try container.encode("deleted", forKey: .event)
            try container.encode(last, forKey: .data)
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

    var details: [(label: String, value: String)] { Array(zip(Self.columns, row)) }

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
