internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl {
    struct Server: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The server: who it is, and what was changed on it.", subcommands: [Show.self, History.self],
            defaultSubcommand: Show.self)
    }
}

extension NMCtl.Server {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show who the server is and where it is reached.")
        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient { client in
                try connection.output.render(try await client.server())
            }
        }
    }
}
