internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl.Tokens {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List API tokens.")
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var owner: OwnerOptions

        func run() async throws {
            try await connection.withClient { client in
                try connection.output.render(try await client.tokens(of: owner.user))
            }
        }
    }
}
