internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl.Sessions {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List sessions, the newest first.")
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var owner: OwnerOptions

        func run() async throws {
            try await connection.withClient { client in
                try connection.output.render(try await client.sessions(of: owner.user))
            }
        }
    }
}
