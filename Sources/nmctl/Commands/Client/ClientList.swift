internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Clients {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a network's external clients.")
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", transform: NetworkName.init(parsing:))
        var network: NetworkName

        func run() async throws {
            try await connection.withClient { client in
                try connection.output.render(try await client.clients(in: network))
            }
        }
    }
}
