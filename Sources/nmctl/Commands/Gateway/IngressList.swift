internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Gateways.Ingress {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the nodes that external clients enter by.",
            examples: ["nmctl gateway ingress list harbor"])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var network: NetworkName

        func run(with client: ControlPlaneClient) async throws {
            let nodes = try await client.nodes(in: network)
            try connection.output.render(nodes.compactMap(IngressLine.init))
        }
    }
}
