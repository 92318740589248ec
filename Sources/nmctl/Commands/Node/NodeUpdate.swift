internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Change a node. Its agent and its peers are told.")
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @Option(help: "Its new name.", transform: NodeName.init(parsing:))
        var name: NodeName?
        @Option(
            help: "Where it is reached, such as 192.0.2.1:51821 or [2001:db8::1]:51821.",
            transform: Endpoint.init(parsing:))
        var endpoint: Endpoint?
        @Flag(help: "Let the endpoint be detected again.")
        var clearEndpoint = false
        @Option(help: "The UDP port it listens on.", transform: ListenPort.init(parsing:))
        var port: ListenPort?
        @Option(
            help: "How often it sends a packet behind a NAT: off, or a number of seconds.",
            transform: PersistentKeepalive.init(parsing:))
        var keepalive: PersistentKeepalive?
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func validate() throws {
            guard endpoint == nil || !clearEndpoint else {
                throw ValidationError("--endpoint and --clear-endpoint contradict each other")
            }
        }

        func run() async throws {
            let request = UpdateNodeRequest(
                name: name, endpoint: endpointUpdate, listenPort: port, persistentKeepalive: keepalive)
            try await connection.withClient { client in
                let changed = try await client.updateNode(
                    target.node, in: target.network, with: request, ifMatch: condition.ifRevision)
                try connection.output.render(changed.resource)
                try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
            }
        }

        private var endpointUpdate: NetmakerCore.Update<Endpoint> {
            clearEndpoint ? .clear : endpoint.map { .set($0) } ?? .keep
        }
    }
}
