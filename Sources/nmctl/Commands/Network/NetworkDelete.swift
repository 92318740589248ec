internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a network with its keys.")
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", transform: NetworkName.init(parsing:))
        var name: NetworkName
        @Flag(help: "Remove the nodes that are still in it. They are told and take it down.")
        var force = false
        @OptionGroup var condition: RevisionOptions

        func run() async throws {
            try await connection.withClient { client in
                try await client.deleteNetwork(
                    name, nodes: force ? .removed : .kept, ifMatch: condition.ifRevision)
            }
            try connection.output.confirm("network \(name) is deleted")
        }
    }
}
