internal import NetmakerAPI
internal import NetmakerCore

/// An event of the server's stream.
struct ServerEventLine: PrintedEvent {
    let event: ServerEvent

    var name: String {
        switch event.content {
        case .change: "change"
        case .reset: "reset"
        case .live: "live"
        }
    }

    var data: any Encodable {
        switch event.content {
        case .change(let change): change
        case .reset(let reset): reset
        case .live(let change): change
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
        case .live(let change):
            [
                "-", identifier, "-", change.network.description,
                "what is seen of \(change.nodes.map { $0.map(\.description).joined(separator: ", ") } ?? "its nodes")",
            ]
        }
    }

    var identifier: String { event.id.description }
    var isLast: Bool { false }
}
