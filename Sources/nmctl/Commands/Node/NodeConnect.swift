internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct Connect: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Connect a node again: it has its peers, and they have it.",
            examples: ["nmctl node connect harbor web --wait"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.updateNode(
                target.node, in: target.network, with: UpdateNodeRequest(connected: true),
                ifMatch: condition.ifRevision)
            try connection.output.render(changed.resource)
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }
    }
}
