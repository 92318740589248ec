internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a network.")
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", transform: NetworkName.init(parsing:))
        var name: NetworkName

        func run() async throws {
            try await connection.withClient { client in
                try connection.output.render(try await client.network(name))
            }
        }
    }
}
