internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a network was at one revision (-) and is at another (+).",
            discussion: """
                With one revision: what is different since. With none: what the last change did. The later one first \
                shows what it would take to go back.
                """)
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", transform: NetworkName.init(parsing:))
        var name: NetworkName
        @Argument(help: "The revision to compare.", transform: Revision.init(parsing:))
        var from: Revision?
        @Argument(
            help: "The revision to compare it with (default: the current one).", transform: Revision.init(parsing:))
        var to: Revision?

        func run() async throws {
            try await connection.withClient { client in
                try connection.output.narrate(try await client.difference(of: name, from: from, to: to))
            }
        }
    }
}
