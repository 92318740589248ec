internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Gateways.Relay {
    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a node carry the packets of pairs that find no direct path. It can read them.")
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run() async throws {
            try await connection.withClient { client in
                let changed = try await client.setRelay(
                    of: target.node, in: target.network, ifMatch: condition.ifRevision)
                try connection.output.render(changed.resource)
                try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
            }
        }
    }
}
