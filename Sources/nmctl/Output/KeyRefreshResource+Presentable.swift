internal import NetmakerAPI
internal import NetmakerCore

extension KeyRefreshResource: Presentable {
    static var columns: [String] { ["network", "generation", "done", "announced", "waiting"] }

    var row: [String] {
        [
            network.description, String(generation.rawValue), String(doneCount), String(announced.count),
            String(waiting.count),
        ]
    }

    var details: [(label: String, value: String)] {
        [
            ("network", network.description), ("generation", String(generation.rawValue)),
            ("use their new key", String(doneCount)), ("peers are learning", Self.list(announced)),
            ("have made none yet", Self.list(waiting)),
        ]
    }

    var identifier: String { network.description }

    private static func list(_ names: [NodeName]) -> String {
        names.isEmpty ? "none" : names.map(\.description).joined(separator: ", ")
    }
}
