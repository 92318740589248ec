internal import NetmakerAPI
internal import NetmakerCore

/// An event of the server's stream.
struct ServerEventLine: PrintedEvent {
    let event: ServerEvent

    var name: String { if case .reset = event.content { "reset" } else { "change" } }

    var data: any Encodable {
        switch event.content {
        case .change(let change): change
        case .reset(let reset): reset
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

    var identifier: String { event.id.description }
    var isLast: Bool { false }
}
