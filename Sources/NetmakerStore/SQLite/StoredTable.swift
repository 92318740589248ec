/// A table, and what of it is summed.
enum StoredTable: String, CaseIterable {
    case directory, user, network, node
    case loginSession = "login_session"
    case apiToken = "api_token"
    case accessKey = "access_key"
    case dnsRecord = "dns_record"
    case removedNode = "removed_node"
    case changeLog = "change_log"
    case externalClient = "external_client"
    case removedClient = "removed_client"

    /// What a row's sum is of, in this order: in another, no sum that was ever written would fit.
    var columns: [String] {
        switch self {
        case .directory: ["revision", "server", "contents"]
        case .user: ["name", "body"]
        case .loginSession: ["id", "user", "expires_at", "body"]
        case .apiToken: ["id", "user", "body"]
        case .network: ["name", "epoch", "revision", "body", "contents"]
        case .node, .accessKey, .dnsRecord, .externalClient: ["id", "network", "body"]
        case .removedNode, .removedClient: ["id", "network", "epoch", "removed_at", "body"]
        case .changeLog: ["aggregate", "revision", "time", "actor", "mutations", "replaced"]
        }
    }

    /// The columns as SQL lists them.
    var columnList: String { columns.joined(separator: ", ") }

    /// The sum of a row in SQL.
    ///
    /// - Parameter changes: what stands in the statement for the columns that it gives other values.
    func sum(setting changes: [String: String] = [:]) -> String {
        "row_sum(\(columns.map { changes[$0] ?? $0 }.joined(separator: ", ")))"
    }
}
