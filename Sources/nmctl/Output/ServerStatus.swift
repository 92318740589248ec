internal import NetmakerAPI
internal import NetmakerCore

/// How things stand at a server.
struct ServerStatus: Presentable {
    let server: ServerResource
    let health: HealthResource
    let account: AccountResource
    let networks: [NetworkResource]

    static var columns: [String] { ["server", "version", "state", "user", "networks"] }

    var row: [String] { details.map(\.value) }

    var details: [(label: String, value: String)] {
        [
            ("server", "https://\(server.api)"), ("version", server.version), ("state", health.sentence),
            ("user", account.user.name.description), ("networks", "\(networks.count)"),
        ]
    }

    var identifier: String { health.status.rawValue }
}

extension HealthResource: Presentable {
    static var columns: [String] { ["state", "since", "reason"] }

    var row: [String] { [status.rawValue, (since?.sentence).orDash, reason.orDash] }

    var details: [(label: String, value: String)] { Array(zip(Self.columns, row)) }

    var identifier: String { status.rawValue }

    /// For people.
    var sentence: String {
        switch (status, reason) {
        case (_, let reason?): "\(status.rawValue): \(reason)" + (since.map { ", since \($0.sentence)" } ?? "")
        case (.ok, nil): "ready"
        case (.notReady, nil): "not ready"
        }
    }
}
