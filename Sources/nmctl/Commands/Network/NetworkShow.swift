internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a network.",
            examples: [
                "nmctl network show harbor",
                "nmctl network show harbor -o yaml",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var name: NetworkName

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.network(name))
        }
    }
}
