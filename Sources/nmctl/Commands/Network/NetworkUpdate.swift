internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change what a network is called, how many nodes it may have, or what new ones start with.")
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", transform: NetworkName.init(parsing:))
        var name: NetworkName
        @Option(help: "What people call it.")
        var displayName: String?
        @Option(
            help: "How many nodes it may have. None is removed when there are more.",
            transform: NodeLimit.init(parsing:))
        var nodeLimit: NodeLimit?
        @Flag(help: "Let it have as many nodes as its ranges hold.")
        var clearNodeLimit = false
        @OptionGroup var defaults: NodeDefaultsOptions
        @Flag(help: "Change the port, keepalive and MTU of the nodes that there are as well.")
        var allNodes = false
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func validate() throws {
            guard nodeLimit == nil || !clearNodeLimit else {
                throw ValidationError("--node-limit and --clear-node-limit contradict each other")
            }
        }

        func run() async throws {
            let request = UpdateNetworkRequest(
                displayName: displayName, nodeLimit: nodeLimitUpdate, listenPort: defaults.port,
                persistentKeepalive: defaults.keepalive, mtu: defaults.mtu,
                appliesTo: allNodes ? .allNodes : nil)
            try await connection.withClient { client in
                let changed = try await client.updateNetwork(name, with: request, ifMatch: condition.ifRevision)
                try connection.output.render(changed.resource)
                try await waiting.finish(changed.networkRevision, of: name, client, connection.output)
            }
        }

        private var nodeLimitUpdate: NetmakerCore.Update<NodeLimit> {
            clearNodeLimit ? .clear : nodeLimit.map { .set($0) } ?? .keep
        }
    }
}
