internal import NetmakerAPI
internal import NetmakerCore

extension LoginSessionResource: Presentable {
    static var columns: [String] { ["current", "id", "user", "since", "until"] }

    var row: [String] {
        [isCurrent ? "*" : "", id.description, user.description, createdAt.sentence, expiresAt.sentence]
    }

    var details: [(label: String, value: String)] {
        [
            ("session", id.description), ("user", user.description), ("since", createdAt.sentence),
            ("until", expiresAt.sentence), ("current", isCurrent ? "yes" : "no"),
        ]
    }

    var identifier: String { id.description }
}
