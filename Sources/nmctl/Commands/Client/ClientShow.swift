internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Clients {
    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show an external client.",
            examples: [
                "nmctl client show harbor phone",
                "nmctl client show harbor phone --file",
            ])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: ClientArguments
        @Flag(help: "Show what its file has to say now, with a placeholder for its private key.")
        var file = false

        func run(with client: ControlPlaneClient) async throws {
            guard file else {
                return try connection.output.render(try await client.client(target.client, in: target.network))
            }
            let file = try await client.clientFile(of: target.client, in: target.network)
            try connection.output.render(file)
            if connection.output.format == .table, !connection.output.quiet {
                Console.answer("\n" + file.configuration)
            }
        }
    }
}
