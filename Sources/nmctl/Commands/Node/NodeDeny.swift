internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct Deny: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Turn a pending node away: its agent is told, and keeps nothing.",
            examples: ["nmctl node deny harbor web"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.denyNode(
                target.node, in: target.network, ifMatch: condition.ifRevision)
            try connection.output.confirm("node \(target.node) is turned away from \(target.network)")
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }
    }
}
