internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct Diff: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a network was at one revision (-) and is at another (+).",
            discussion: """
                With one revision: what is different since. With none: what the last change did. The later one first \
                shows what it would take to go back.
                """,
            examples: [
                "nmctl network diff harbor",
                "nmctl network diff harbor 41 57",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", transform: NetworkName.init(parsing:))
        var name: NetworkName
        @Argument(help: "The revision to compare.", transform: Revision.init(parsing:))
        var from: Revision?
        @Argument(
            help: "The revision to compare it with (default: the current one).", transform: Revision.init(parsing:))
        var to: Revision?

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.narrate(try await client.difference(of: name, from: from, to: to))
        }
    }
}
