internal import NetmakerAPI
internal import NetmakerCore

extension DNSRecordResource: Presentable {
    static var columns: [String] { ["name", "addresses", "node", "revision"] }

    var row: [String] { [name.description, list, node.orDash, revision.description] }

    var details: [(label: String, value: String)] {
        [
            ("name", name.description), ("network", network.description),
            ("looked up as", names.map(\.description).joined(separator: ", ")), ("addresses", list),
            ("other name of", node.orDash), ("created", createdAt.sentence), ("revision", revision.description),
        ]
    }

    var identifier: String { name.description }

    private var list: String {
        addresses.isEmpty ? "-" : addresses.map(\.description).joined(separator: ", ")
    }
}
