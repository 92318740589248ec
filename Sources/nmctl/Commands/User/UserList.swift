internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl.Users {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the users.")
        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient { client in
                try connection.output.render(try await client.users())
            }
        }
    }
}
