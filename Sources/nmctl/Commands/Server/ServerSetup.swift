internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl.Server {
    struct Setup: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell whether the server waits for its first admin, whom nmctl setup makes.",
            discussion: "It needs no session.", examples: ["nmctl server setup", "nmctl server setup -q"])
        @OptionGroup var connection: ConnectionOptions

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.setupState())
        }
    }
}
