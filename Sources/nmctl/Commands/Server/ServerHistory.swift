internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Server {
    struct History: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what was changed on the server and in all its networks: its audit log.",
            discussion: """
                Users, their sessions and tokens, and networks, those included that are no more. For super admins. The \
                second example says who deleted the network harbor.
                """,
            examples: [
                "nmctl server history --since 24h",
                "nmctl server history --network harbor --kind network",
            ])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var history: HistoryOptions
        @Option(
            help: "Only networks of this name, those included that are no more.", transform: NetworkName.init(parsing:))
        var network: NetworkName?

        func run(with client: ControlPlaneClient) async throws {
            let filter = history.filter(now: SystemWallClock().now, network: network)
            try connection.output.narrate(try await client.history(filter))
        }
    }
}
