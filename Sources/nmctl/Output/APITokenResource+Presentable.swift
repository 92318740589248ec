internal import NetmakerAPI
internal import NetmakerCore

extension APITokenResource: Presentable {
    static var columns: [String] { ["name", "access", "networks", "expires", "id"] }

    var row: [String] { [name.description, access.sentence, reach, expiry, id.description] }

    var details: [(label: String, value: String)] {
        [
            ("token", name.description), ("id", id.description), ("user", user.description),
            ("access", access.sentence), ("networks", reach), ("expires", expiry), ("created", createdAt.sentence),
            ("revision", revision.description),
        ]
    }

    var identifier: String { name.description }

    var expiry: String { (expiresAt?.sentence).or("never") }
    /// What it may do, and where.
    var scope: String { "\(access.sentence), networks: \(reach)" }

    private var reach: String { networks.map(NetworkName.list) ?? "all" }
}

extension CreatedAPITokenResource: Presentable {
    static var columns: [String] { APITokenResource.columns }

    var row: [String] { apiToken.row }

    var details: [(label: String, value: String)] {
        // Another label than that of its name.
        apiToken.details.map { ($0.label == "token" ? "name" : $0.label, $0.value) } + [
            ("token", token.revealed()), ("note", "it is not shown again; use it with: NMCTL_TOKEN=TOKEN nmctl ..."),
        ]
    }

    /// The token: what a script makes one for.
    var identifier: String { token.revealed() }
}

extension APIToken.Access {
    /// For people.
    var sentence: String {
        switch self {
        case .readOnly: "read only"
        case .readWrite: "read and write"
        }
    }
}
