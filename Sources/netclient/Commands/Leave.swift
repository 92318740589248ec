internal import ArgumentParser
internal import NetmakerAgent
internal import NetmakerCore

extension NetClient {
    /// `netclient leave`
    struct Leave: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Leave a network: its interface and files go, and the server is told.")

        @OptionGroup var options: GlobalOptions
        @Option(name: .shortAndLong, help: "The network to leave.", transform: NetworkName.init(parsing:))
        var network: NetworkName

        func run() async throws {
            Output.write(try await options.environment(options.logger()).leave(network))
        }
    }
}
