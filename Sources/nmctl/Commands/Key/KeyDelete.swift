internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Keys {
    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete an access key: it admits nobody from now on. Nodes it admitted stay.",
            examples: ["nmctl key delete harbor fleet"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: KeyArguments
        @OptionGroup var condition: RevisionOptions

        func run(with client: ControlPlaneClient) async throws {
            try await client.deleteAccessKey(target.key, of: target.network, ifMatch: condition.ifRevision)
            try connection.output.confirm("access key \(target.key) of \(target.network) is deleted")
        }
    }
}
