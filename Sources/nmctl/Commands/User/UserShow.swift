internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Users {
    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a user; without a name, who you are and what you may do.",
            examples: [
                "nmctl user show",
                "nmctl user show bob",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The user's name.", completion: .users, transform: UserName.init(parsing:))
        var user: UserName?

        func run(with client: ControlPlaneClient) async throws {
            if let user {
                try connection.output.render(try await client.user(user))
            } else {
                try connection.output.render(try await client.account())
            }
        }
    }
}
