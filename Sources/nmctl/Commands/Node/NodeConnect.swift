internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct Connect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Connect a node again: it has its peers, and they have it.")
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run() async throws {
            try await connection.withClient { client in
                let changed = try await client.updateNode(
                    target.node, in: target.network, with: UpdateNodeRequest(connected: true),
                    ifMatch: condition.ifRevision)
                try connection.output.render(changed.resource)
                try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
            }
        }
    }
}
