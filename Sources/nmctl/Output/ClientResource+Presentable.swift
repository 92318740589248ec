internal import NetmakerAPI
internal import NetmakerCore

extension ClientResource: Presentable {
    static var columns: [String] { ["name", "ipv4", "ipv6", "gateway", "status", "file", "expires"] }

    var row: [String] {
        [
            name.description, ipv4.orDash, ipv6.orDash, gatewayName.orDash, condition, file.rawValue,
            (expiresAt?.sentence).or("never"),
        ]
    }

    var details: [(label: String, value: String)] {
        [
            ("client", name.description), ("id", id.description), ("network", network.description),
            ("status", condition), ("ipv4", ipv4.orDash), ("ipv6", ipv6.orDash),
            ("gateway", gatewayName?.description ?? "\(gateway), which is no node any more"),
            ("public key", publicKey.description),
            ("dns", nameServers.isEmpty ? "as its gateway says" : list(nameServers)),
            ("ranges behind it", list(allowedRanges)), ("expires", (expiresAt?.sentence).or("never")),
            ("file", file == .current ? "as handed out" : "outdated: hand it out again with nmctl client file"),
            ("created", createdAt.sentence), ("revision", revision.description),
        ]
    }

    var identifier: String { name.description }

    private var condition: String { status == .withoutGateway ? "without gateway" : status.rawValue }

    private func list(_ values: [some CustomStringConvertible]) -> String {
        values.isEmpty ? "-" : values.map(\.description).joined(separator: ", ")
    }
}

extension HandedOutClient: Presentable {
    static var columns: [String] { ClientResource.columns }

    var row: [String] { client.row }
    var details: [(label: String, value: String)] { client.details }

    /// The file: what a script makes a client for.
    var identifier: String { String(configuration.revealed().dropLast()) }
}

extension ClientFileResource: Presentable {
    static var columns: [String] { ["file", "configuration"] }
    var row: [String] { [file.rawValue, configuration] }
    var details: [(label: String, value: String)] { [("file", file.rawValue)] }
    var identifier: String { String(configuration.dropLast()) }
}
