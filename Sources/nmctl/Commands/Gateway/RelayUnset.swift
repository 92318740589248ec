internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Gateways.Relay {
    struct Unset: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a node carry nothing between others any more.",
            examples: ["nmctl gateway relay unset harbor gate"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.removeRelay(
                of: target.node, in: target.network, ifMatch: condition.ifRevision)
            try connection.output.confirm("node \(target.node) of \(target.network) is no relay any more")
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }
    }
}
