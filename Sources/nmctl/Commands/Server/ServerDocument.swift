internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl.Server {
    struct Document: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the OpenAPI document of the server's interface: as JSON, or with -o yaml as YAML.",
            discussion: "It needs no session.", examples: ["nmctl server document", "nmctl server document -o yaml"])
        @OptionGroup var connection: ConnectionOptions

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(plain: try await client.document())
        }
    }
}
