internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct Disconnect: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Disconnect a node: it stays one, and has no peers.",
            examples: ["nmctl node disconnect harbor web --wait"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.updateNode(
                target.node, in: target.network, with: UpdateNodeRequest(connected: false),
                ifMatch: condition.ifRevision)
            try connection.output.render(changed.resource)
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }
    }
}
