internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Users {
    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a user: their sessions and API tokens end at once.")
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The user's name.", transform: UserName.init(parsing:))
        var user: UserName
        @OptionGroup var condition: RevisionOptions

        func run() async throws {
            try await connection.withClient { client in
                try await client.deleteUser(user, ifMatch: condition.ifRevision)
            }
            try connection.output.confirm("user \(user) is deleted")
        }
    }
}
