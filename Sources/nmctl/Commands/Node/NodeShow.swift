internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a node, and what the server sees of it now.")
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments

        func run() async throws {
            try await connection.withClient { client in
                try connection.output.render(try await client.node(target.node, in: target.network))
            }
        }
    }
}
