internal import ArgumentParser
internal import NetmakerAgent
internal import NetmakerCore

extension NetClient {
    /// `netclient pull`
    struct Pull: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask the server for what is new at once, and put the interface right.")

        @OptionGroup var options: GlobalOptions
        @Option(name: .shortAndLong, help: "The network (default: all).", transform: NetworkName.init(parsing:))
        var network: NetworkName?

        func run() async throws {
            let environment = try options.environment(options.logger())
            let failures = try await options.forEach(of: network) { network in
                Output.write(try await environment.pull(network))
            }
            try options.finish(failures)
        }
    }
}
