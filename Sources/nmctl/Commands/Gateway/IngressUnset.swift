internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Gateways.Ingress {
    struct Unset: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let no external client enter by a node any more.",
            examples: [
                "nmctl gateway ingress unset harbor gate",
                "nmctl gateway ingress unset harbor gate --force",
            ])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @Flag(help: "Even if clients enter by it: nobody reaches them then until they are moved.")
        var force = false
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.removeIngress(
                of: target.node, in: target.network, clients: force ? .cutOff : .refused,
                ifMatch: condition.ifRevision)
            try connection.output.confirm("node \(target.node) of \(target.network) is no ingress gateway any more")
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }
    }
}
