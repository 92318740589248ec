internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Clients {
    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete an external client: nobody reaches it any more, nor it anybody.",
            examples: ["nmctl client delete harbor phone"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: ClientArguments
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.deleteClient(
                target.client, in: target.network, ifMatch: condition.ifRevision)
            try connection.output.confirm("external client \(target.client) of \(target.network) is deleted")
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }
    }
}
