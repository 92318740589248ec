internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl.Server {
    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show who the server is and where it is reached.",
            examples: ["nmctl server", "nmctl server show -o json"])
        @OptionGroup var connection: ConnectionOptions

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.server())
        }
    }
}
