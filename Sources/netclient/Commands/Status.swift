internal import ArgumentParser
internal import NetmakerAgent
internal import NetmakerCore

extension NetClient {
    /// `netclient status`
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a network as it stands on this machine, or all of them.")

        @OptionGroup var options: GlobalOptions
        @Option(name: .shortAndLong, help: "The network (default: all).", transform: NetworkName.init(parsing:))
        var network: NetworkName?
        @Option(name: [.customShort("o"), .customLong("output")], help: "text or json.")
        var format: OutputFormat = .text

        func run() async throws {
            var statuses: [AgentStatus] = []
            let failures = try await options.forEach(of: network) { network in
                statuses.append(try await options.folder.status(of: network))
            }
            switch format {
            case .json where network != nil: if let status = statuses.first { try Output.write(json: status) }
            case .json: try Output.write(json: statuses)
            case .text where statuses.isEmpty: break
            case .text: Output.write(statuses.map(text).joined(separator: "\n\n"))
            }
            try options.finish(failures)
        }

        private func text(_ status: AgentStatus) -> String {
            var lines = [
                "network:    \(status.network)",
                "node:       \(status.name.map { "\($0)" } ?? "-") (\(status.node))",
                "addresses:  \(status.addresses.map(\.description).joined(separator: ", "))",
                "interface:  \(status.interface), port \(status.listenPort.map { "\($0)" } ?? "-")",
                "server:     \(status.server), \(status.connection?.rawValue ?? "no daemon runs")",
                "revision:   \(status.revision.map { "\($0)" } ?? "-"), "
                    + "acknowledged \(status.acknowledged.map { "\($0)" } ?? "-")",
            ]
            if let backend = status.backend { lines.append("carried by: \(backend)") }
            if let trouble = status.trouble { lines.append("trouble:    \(trouble)") }
            guard !status.peers.isEmpty else { return lines.joined(separator: "\n") }
            let now = SystemWallClock().now
            let rows = status.peers.map { peer in
                [
                    "\(peer.name)", peer.addresses.map(\.description).joined(separator: ","),
                    peer.endpoint.map { "\($0)" } ?? "-", age(of: peer.lastHandshake, now), "\(peer.receivedBytes)",
                    "\(peer.sentBytes)",
                ]
            }
            let heading = ["PEER", "ADDRESSES", "ENDPOINT", "HANDSHAKE", "RECEIVED", "SENT"]
            return lines.joined(separator: "\n") + "\n\n" + Output.table(heading, rows)
        }

        private func age(of handshake: Timestamp?, _ now: Timestamp) -> String {
            guard let handshake else { return "never" }
            return "\(max(0, now.duration(since: handshake).components.seconds)) s ago"
        }
    }
}
