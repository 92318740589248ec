internal import ArgumentParser
internal import Logging
internal import NetmakerAgent
internal import NetmakerCore

extension NetClient {
    /// `netclient checkin`
    struct CheckIn: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checkin",
            abstract: "Ask the server for what is new, and publish what you have changed in netconfig-NETWORK.")

        @OptionGroup var options: GlobalOptions
        @Option(name: .shortAndLong, help: "The network.", transform: NetworkName.init(parsing:))
        var network: NetworkName

        func run() async throws {
            Output.write(try await options.environment(options.logger(.error)).checkIn(network))
        }
    }
}
