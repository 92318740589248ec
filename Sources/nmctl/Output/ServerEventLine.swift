internal import NetmakerAPI
internal import NetmakerCore

/// An event of the server's stream.
struct ServerEventLine: PrintedEvent {
    let event: ServerEvent

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
        }
    }

    static var columns: [String] { ["time", "id", "actor", "network", "what"] }

    var row: [String] {
        switch event.content {
        case .change(let change):
            [
                change.time.sentence, identifier, change.actor, change.network?.description ?? "-",
                change.objects.map(\.sentence).joined(separator: ", "),
            ]
        case .reset(let reset):
            [
                reset.time.sentence, identifier, "-", "-",
                "events are missing before this one: read everything anew",
            ]
        }
    }

    var details: [(label: String, value: String)] { Array(zip(Self.columns, row)) }
    var identifier: String { event.id.description }
    var isLast: Bool { false }
}
