internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a network's nodes.",
            examples: [
                "nmctl node list harbor",
                "nmctl node list harbor --search 'berlin 10.20.3.'",
                "nmctl node list harbor -o json",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var network: NetworkName

        @Option(
            help: "Only those with all these words in name, addresses, endpoint, tags or machine's name.",
            transform: NodeSearch.init)
        var search: NodeSearch?

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.nodes(in: network, fitting: search))
        }
    }
}
