internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Gateways.Ingress {
    struct Set: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let external clients enter by a node.",
            examples: ["nmctl gateway ingress set harbor gate --dns 10.10.0.1"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @Option(
            name: .customLong("dns"),
            help: "What resolves names for clients without servers of their own; may be given again.",
            transform: IPAddress.init(parsing:))
        var nameServers: [IPAddress] = []
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.setIngress(
                of: target.node, in: target.network, to: IngressRequest(nameServers: nameServers),
                ifMatch: condition.ifRevision)
            try connection.output.render(changed.resource)
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }
    }
}
