internal import NetmakerAPI
internal import NetmakerCore

extension ServerResource: Presentable {
    static var columns: [String] { ["id", "version", "api", "agents"] }

    var row: [String] { [id.description, version, api.description, agents.description] }

    var details: [(label: String, value: String)] {
        [
            ("server", id.description), ("version", version), ("api", "https://\(api)"),
            ("agents", agents.description), ("created", createdAt.sentence),
            ("started", startedAt.sentence),
            ("database", databaseBytes.map { ByteCount(UInt64($0)) }.orDash),
        ] + pins.map { ("pin", $0.description) }
    }

    var identifier: String { id.description }
}
