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
            case .json: try Output.write(json: statuses)
            case .text: Output.write(ListText(statuses: statuses, width: Output.width).text)
            }
            try options.finish(failures)
        }
    }
}
