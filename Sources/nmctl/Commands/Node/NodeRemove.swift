internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct Remove: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a node: it loses access everywhere at once, and takes the network down.",
            examples: ["nmctl node remove harbor web --wait"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.removeNode(
                target.node, in: target.network, ifMatch: condition.ifRevision)
            try connection.output.confirm("node \(target.node) is removed from \(target.network)")
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }
    }
}
