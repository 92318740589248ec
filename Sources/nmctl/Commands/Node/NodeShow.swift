internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a node, and what the server sees of it now.",
            examples: ["nmctl node show harbor web"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.node(target.node, in: target.network))
        }
    }
}
