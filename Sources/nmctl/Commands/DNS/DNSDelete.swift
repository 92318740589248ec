internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.DNS {
    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a custom name out of a network.",
            examples: ["nmctl dns delete harbor sqlserver"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var record: DNSRecordArguments
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.deleteDNSRecord(
                record.name, of: record.network, ifMatch: condition.ifRevision)
            try connection.output.confirm("DNS record \(record.name) of \(record.network) is deleted")
            try await waiting.finish(changed.networkRevision, of: record.network, client, connection.output)
        }
    }
}
