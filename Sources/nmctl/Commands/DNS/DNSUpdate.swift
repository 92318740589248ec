internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.DNS {
    struct Update: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a custom name stand for something else: other addresses, or a node.",
            examples: ["nmctl dns update harbor sqlserver --address 10.10.0.10"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var record: DNSRecordArguments
        @OptionGroup var target: DNSTargetOptions
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let request = UpdateDNSRecordRequest(addresses: try target.all, node: target.node)
            let changed = try await client.updateDNSRecord(
                record.name, of: record.network, with: request, ifMatch: condition.ifRevision)
            try connection.output.render(changed.resource)
            try await waiting.finish(changed.networkRevision, of: record.network, client, connection.output)
        }
    }
}
