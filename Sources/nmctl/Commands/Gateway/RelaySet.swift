internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Gateways.Relay {
    struct Set: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a node carry the packets of pairs that find no direct path. It can read them.",
            examples: ["nmctl gateway relay set harbor gate --wait"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.setRelay(
                of: target.node, in: target.network, ifMatch: condition.ifRevision)
            try connection.output.render(changed.resource)
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }
    }
}
