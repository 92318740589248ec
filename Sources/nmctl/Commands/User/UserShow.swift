internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Users {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a user; without a name, who you are and what you may do.")
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The user's name.", transform: UserName.init(parsing:))
        var user: UserName?

        func run() async throws {
            try await connection.withClient { client in
                if let user {
                    try connection.output.render(try await client.user(user))
                } else {
                    try connection.output.render(try await client.account())
                }
            }
        }
    }
}
