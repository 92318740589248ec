internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Gateways.Ingress {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the nodes that external clients enter by.")
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", transform: NetworkName.init(parsing:))
        var network: NetworkName

        func run() async throws {
            try await connection.withClient { client in
                let nodes = try await client.nodes(in: network)
                try connection.output.render(nodes.compactMap(IngressLine.init))
            }
        }
    }
}
