internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a network with its keys. Its nodes are told and take it down.")
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", transform: NetworkName.init(parsing:))
        var name: NetworkName
        @OptionGroup var condition: RevisionOptions

        func run() async throws {
            try await connection.withClient { client in
                try await client.deleteNetwork(name, ifMatch: condition.ifRevision)
            }
            try connection.output.confirm("network \(name) is deleted")
        }
    }
}
