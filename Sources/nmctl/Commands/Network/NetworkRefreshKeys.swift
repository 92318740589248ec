internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct RefreshKeys: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "refresh-keys",
            abstract: "Have every node make a new WireGuard key. Peers know each before it is used.")
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", transform: NetworkName.init(parsing:))
        var name: NetworkName
        @Flag(help: "Ask for nothing; only show how far the nodes are.")
        var progress = false

        func run() async throws {
            try await connection.withClient { client in
                try connection.output.render(
                    progress ? try await client.keyRefresh(of: name) : try await client.refreshKeys(of: name).resource)
            }
        }
    }
}
