internal import ArgumentParser
internal import NetmakerAgent
internal import NetmakerCore

extension NetClient {
    /// `netclient list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the networks this machine is in.")

        @OptionGroup var options: GlobalOptions
        @Option(name: [.customShort("o"), .customLong("output")], help: "text or json.")
        var format: OutputFormat = .text

        func run() async throws {
            var statuses: [AgentStatus] = []
            let failures = try await options.forEach { network in
                statuses.append(try await options.folder.status(of: network))
            }
            switch format {
            case .json:
                try Output.write(json: statuses)
            case .text:
                Output.write(
                    Output.table(
                        ["NETWORK", "NODE", "INTERFACE", "ADDRESSES", "PEERS", "SERVER", "STATE"],
                        statuses.map { status in
                            [
                                "\(status.network)", status.name.map { "\($0)" } ?? "-", "\(status.interface)",
                                status.addresses.map { "\($0.address)" }.joined(separator: ","),
                                "\(status.peers.count)", "\(status.server)",
                                status.connection?.rawValue ?? "no daemon",
                            ]
                        }))
            }
            try options.finish(failures)
        }
    }
}
