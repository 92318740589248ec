internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl.Networks {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the networks.",
            examples: [
                "nmctl network list",
                "nmctl network list -o name",
            ])
        @OptionGroup var connection: ConnectionOptions

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.networks())
        }
    }
}
