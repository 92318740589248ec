internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change what a network is called, or what its new nodes start with.")
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", transform: NetworkName.init(parsing:))
        var name: NetworkName
        @Option(help: "What people call it.")
        var displayName: String?
        @OptionGroup var defaults: NodeDefaultsOptions
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run() async throws {
            let request = UpdateNetworkRequest(
                displayName: displayName, listenPort: defaults.port, persistentKeepalive: defaults.keepalive,
                mtu: defaults.mtu)
            try await connection.withClient { client in
                let changed = try await client.updateNetwork(name, with: request, ifMatch: condition.ifRevision)
                try connection.output.render(changed.resource)
                try await waiting.finish(changed.networkRevision, of: name, client, connection.output)
            }
        }
    }
}
