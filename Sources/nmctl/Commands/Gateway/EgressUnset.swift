internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Gateways.Egress {
    struct Unset: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a node route nothing any more that lies outside the network.",
            examples: ["nmctl gateway egress unset harbor gate --wait"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.removeEgress(
                of: target.node, in: target.network, ifMatch: condition.ifRevision)
            try connection.output.confirm("node \(target.node) of \(target.network) is no egress gateway any more")
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }
    }
}
