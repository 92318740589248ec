internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Keys {
    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete an access key: it admits nobody from now on. Nodes it admitted stay.",
            examples: ["nmctl key delete harbor fleet"])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var network: NetworkName
        @Argument(help: "The key's name or id.", completion: .accessKeys, transform: AccessKeyReference.init(parsing:))
        var key: AccessKeyReference
        @OptionGroup var condition: RevisionOptions

        func run(with client: ControlPlaneClient) async throws {
            try await client.deleteAccessKey(key, of: network, ifMatch: condition.ifRevision)
            try connection.output.confirm("access key \(key) of \(network) is deleted")
        }
    }
}
