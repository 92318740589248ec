internal import NetmakerAgent
internal import NetmakerCore

/// The networks of a machine, a line each, for people.
struct ListText {
    /// What may be left out on a narrow terminal, the first first.
    private static let dispensable = ["SERVER", "INTERFACE", "NODE"]

    let statuses: [AgentStatus]
    let width: Int

    /// As many columns as there is room for.
    var text: String {
        var columns = columns
        for title in Self.dispensable where Self.width(of: columns) > width {
            columns.removeAll { $0.title == title }
        }
        return Output.table(columns.map(\.title), statuses.indices.map { row in columns.map { $0.cells[row] } })
    }

    private typealias Column = (title: String, cells: [String])

    private var columns: [Column] {
        let all: [(String, (AgentStatus) -> String)] = [
            ("NETWORK", { "\($0.network)" }), ("NODE", { $0.name.map { "\($0)" } ?? "-" }),
            ("INTERFACE", { "\($0.interface)" }),
            ("ADDRESSES", { $0.addresses.map { "\($0.address)" }.joined(separator: ",") }),
            ("PEERS", { "\($0.peers.count)" }), ("SERVER", { "\($0.server)" }), ("STATE", state),
        ]
        return all.map { title, cell in (title, statuses.map(cell)) }
    }

    private func state(of status: AgentStatus) -> String {
        switch status.status {
        case .pending: return "pending"
        case .disconnected: return "disconnected"
        case .expired: return "expired"
        case .active, nil: break
        }
        guard status.health.isHealthy else { return status.isRunning ? "trouble" : "no daemon" }
        return switch status.connection {
        case .connected: "connected"
        case .checkingIn: "checking in"
        case .connecting, .waiting, nil: "server away"
        }
    }

    private static func width(of columns: [Column]) -> Int {
        columns.reduce(-2) { $0 + 2 + (($1.cells + [$1.title]).map(\.count).max() ?? 0) }
    }
}
