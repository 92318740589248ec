internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl.Sessions {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List sessions, the newest first.",
            examples: [
                "nmctl session list",
                "nmctl session list --user bob",
            ])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var owner: OwnerOptions

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.sessions(of: owner.user))
        }
    }
}
