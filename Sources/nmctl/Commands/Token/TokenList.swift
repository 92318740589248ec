internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl.Tokens {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List API tokens.",
            examples: [
                "nmctl token list",
                "nmctl token list --user bob",
            ])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var owner: OwnerOptions

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.tokens(of: owner.user))
        }
    }
}
