internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a network's nodes.",
            examples: [
                "nmctl node list harbor",
                "nmctl node list harbor -o json",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var network: NetworkName

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.nodes(in: network))
        }
    }
}
