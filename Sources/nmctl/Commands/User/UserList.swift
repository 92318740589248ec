internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl.Users {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the users.",
            examples: ["nmctl user list"])
        @OptionGroup var connection: ConnectionOptions

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.users())
        }
    }
}
