internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct Approve: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a pending node in: it gets its addresses, and becomes a peer.",
            examples: ["nmctl node approve harbor web"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.approveNode(
                target.node, in: target.network, ifMatch: condition.ifRevision)
            try connection.output.render(changed.resource)
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }
    }
}
