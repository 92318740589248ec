internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a network with its keys.",
            examples: [
                "nmctl network delete lab",
                "nmctl network delete lab --force",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var name: NetworkName
        @Flag(help: "Remove the nodes that are still in it. They are told and take it down.")
        var force = false
        @OptionGroup var condition: RevisionOptions

        func run(with client: ControlPlaneClient) async throws {
            try await client.deleteNetwork(
                name, nodes: force ? .removed : .kept, ifMatch: condition.ifRevision)
            try connection.output.confirm("network \(name) is deleted")
        }
    }
}
