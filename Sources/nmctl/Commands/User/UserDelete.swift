internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Users {
    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a user: their sessions and API tokens end at once.",
            examples: ["nmctl user delete bob"])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The user's name.", completion: .users, transform: UserName.init(parsing:))
        var user: UserName
        @OptionGroup var condition: RevisionOptions

        func run(with client: ControlPlaneClient) async throws {
            try await client.deleteUser(user, ifMatch: condition.ifRevision)
            try connection.output.confirm("user \(user) is deleted")
        }
    }
}
