internal import NetmakerAPI
internal import NetmakerCore

extension AccessKeyResource: Presentable {
    static var columns: [String] { ["name", "uses left", "used", "expires", "id"] }

    var row: [String] {
        [name.description, uses.description, String(usedCount), expiry, id.description]
    }

    var details: [(label: String, value: String)] {
        [
            ("access key", name.description), ("id", id.description), ("network", network.description),
            ("uses left", uses.description), ("used", String(usedCount)), ("expires", expiry),
            ("tags", tags.isEmpty ? "-" : tags.map(\.description).joined(separator: ", ")),
            ("nodes", ephemeral ? "go when their agent stays away" : "stay"), ("revision", revision.description),
        ]
    }

    var identifier: String { name.description }

    private var expiry: String { (expiresAt?.sentence).or("never") }
}

extension CreatedAccessKeyResource: Presentable {
    static var columns: [String] { AccessKeyResource.columns }

    var row: [String] { accessKey.row }

    var details: [(label: String, value: String)] {
        accessKey.details + [("key", key.revealed()), ("token", token.revealed())]
            + [("install", installCommand?.revealed() ?? Self.noCommand)]
            + [("note", "none is shown again; join with: netclient join -t TOKEN")]
    }

    private static let noCommand =
        "none: the server has no netclient to give away; lay it beside nm-server, or name its folder with --agents-dir"

    /// The token: what a script makes a key for.
    var identifier: String { token.revealed() }
}
