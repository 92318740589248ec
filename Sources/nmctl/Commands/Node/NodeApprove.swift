internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a pending node in: it gets its addresses, and becomes a peer.")
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @OptionGroup var waiting: WaitOptions

        func run() async throws {
            try await connection.withClient { client in
                let changed = try await client.approveNode(target.node, in: target.network)
                try connection.output.render(changed.resource)
                try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
            }
        }
    }
}
