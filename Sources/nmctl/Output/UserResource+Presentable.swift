internal import NetmakerAPI
internal import NetmakerCore

extension UserResource: Presentable {
    static var columns: [String] { ["name", "role", "networks", "commands"] }

    var row: [String] { [name.description, role.sentence, reach, grant] }

    var details: [(label: String, value: String)] {
        [
            ("user", name.description), ("role", role.sentence), ("networks", reach), ("commands", grant),
            ("created", createdAt.sentence), ("revision", revision.description),
        ]
    }

    var identifier: String { name.description }

    private var reach: String { networks.map(NetworkName.list) ?? "all" }
    private var grant: String { (commands ?? .granted).description }
}

extension AccountResource: Presentable {
    static var columns: [String] { UserResource.columns }

    var row: [String] { user.row }

    var details: [(label: String, value: String)] {
        user.details
            + (session.map { [("session", "\($0.id), until \($0.expiresAt.sentence)")] } ?? [])
            + (token.map { [("by token", "\($0.name), \($0.scope), expires \($0.expiry)")] } ?? [])
    }

    var identifier: String { user.identifier }
}

extension Role.Kind {
    /// For people.
    var sentence: String {
        switch self {
        case .superAdmin: "super admin"
        case .networkAdmin: "network admin"
        }
    }
}

extension NetworkName {
    /// Names with commas between, or a word for none.
    static func list(_ names: [NetworkName]) -> String {
        names.isEmpty ? "none" : names.map(\.description).joined(separator: ", ")
    }
}
