internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.DNS {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a network's custom names.")
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", transform: NetworkName.init(parsing:))
        var network: NetworkName

        func run() async throws {
            try await connection.withClient { client in
                try connection.output.render(try await client.dnsRecords(of: network))
            }
        }
    }
}
