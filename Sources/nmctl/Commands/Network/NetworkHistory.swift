internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct History: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what was changed in a network, by whom and when.",
            discussion: """
                Each change with its revision, and of each field what it held (-) and what it holds (+).
                """,
            examples: [
                "nmctl network history harbor",
                "nmctl network history harbor --actor alice --kind node --object web --since 7d",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", transform: NetworkName.init(parsing:))
        var name: NetworkName
        @OptionGroup var history: HistoryOptions

        func run(with client: ControlPlaneClient) async throws {
            let changes = try await client.history(of: name, history.filter(now: SystemWallClock().now))
            try connection.output.narrate(changes)
        }
    }
}
